import java.io.File;
import java.io.IOException;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.PolyglotAccess;
import org.graalvm.polyglot.Source;

/** Runs a script, the first argument, with each of the guests that the other arguments name. */
public class Script {
    public static void main(String[] args) throws IOException {
        File script = new File(args[0]);
        String language = Source.findLanguage(script);
        for (int i = 1; i < args.length; i++) {
            try (Context context = Context.newBuilder(language, "wasm").allowPolyglotAccess(PolyglotAccess.ALL)
                            .option("wasm.Builtins", "wasi_snapshot_preview1").build()) {
                context.getBindings(language).putMember("guest", context.eval(Source.newBuilder("wasm", new File(args[i])).build()));
                context.eval(Source.newBuilder(language, script).build());
            }
        }
    }
}
