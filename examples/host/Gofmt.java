import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.Value;

/**
 * Formats Go from standard input with a library that TinyGo made, the module of the npm package @wasm-fmt/gofmt, whose file is the argument:
 * the text is written into the guest's memory, and read from it.
 */
public class Gofmt {
    public static void main(String[] args) throws IOException {
        byte[] text = System.in.readAllBytes();
        try (Context context = Context.create("wasm")) {
            Value guest = context.eval(Source.newBuilder("wasm", new File(args[0])).build()).newInstance().getMember("exports");
            Value memory = guest.getMember("memory");
            guest.invokeMember("_initialize");
            int address = guest.invokeMember("alloc", text.length).asInt();
            memory.invokeMember("writeString", address, new String(text, StandardCharsets.UTF_8));
            int outcome = guest.invokeMember("format").asInt();
            // 0: it was well formatted; 1: it is now; 2: it is no Go, and the output says why.
            String output = outcome == 0 ? new String(text, StandardCharsets.UTF_8)
                            : memory.invokeMember("readString", guest.invokeMember("output_ptr"), guest.invokeMember("output_len")).asString();
            (outcome == 2 ? System.err : System.out).print(output);
            System.exit(outcome == 2 ? 1 : 0);
        }
    }
}
