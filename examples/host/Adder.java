import java.io.File;
import java.io.IOException;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.Value;
import org.tilia.wasm.host.HostModule;

/** Calls guests from Java; the arguments are their files. */
public class Adder {
    public static void main(String[] args) throws IOException {
        HostModule env = HostModule.builder("env")
                        .function("hostLogUint32", (int value) -> System.out.println("logged: " + Integer.toUnsignedString(value)))
                        .build();
        for (String file : args) {
            try (Context context = Context.newBuilder("wasm").option("wasm.Builtins", "wasi_snapshot_preview1").build()) {
                Value module = context.eval(Source.newBuilder("wasm", new File(file)).build());
                Value exports = module.newInstance(env).getMember("exports");
                start(exports.getMember("_start"));
                System.out.println("result: " + exports.getMember("add").execute(1, 41));
            }
        }
    }

    /** A program may end with proc_exit(0): its exports can be called all the same. */
    private static void start(Value program) {
        try {
            program.executeVoid();
        } catch (PolyglotException end) {
            if (!end.isExit() || end.getExitStatus() != 0) {
                throw end;
            }
        }
    }
}
