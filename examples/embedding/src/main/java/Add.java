import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.Value;

public class Add {
    public static void main(String[] args) throws IOException {
        try (Context context = Context.newBuilder("wasm").option("engine.WarnInterpreterOnly", "false").build()) {
            Source source = Source.newBuilder("wasm", new File("../add.wasm")).build();
            Value exports = context.eval(source).newInstance().getMember("exports");
            System.out.println(exports.invokeMember("add", 1, 41));
            long now = System.currentTimeMillis();
            System.out.printf("%d ms after the JVM's start%n", now - ManagementFactory.getRuntimeMXBean().getStartTime());
        }
    }
}
