import java.io.File;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.HostAccess;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.Value;
import org.tilia.wasm.host.Caller;
import org.tilia.wasm.host.HostModule;

/**
 * Runs a script in QuickJS, the module of the npm package quickjs-wasi: the arguments are the module's file and the script's. The script has
 * {@code print} and {@code readFile}, which are methods of this class: QuickJS imports one function by which it calls the host by name.
 */
public class QuickJs {

    private static final String[] FUNCTIONS = {"print", "readFile"};

    private final Value guest;
    private final Value memory;

    private QuickJs(Context context, File module) throws IOException {
        HostModule env = HostModule.of("env", MethodHandles.lookup(), this);
        guest = context.eval(Source.newBuilder("wasm", module).build()).newInstance(env).getMember("exports");
        memory = guest.getMember("memory");
        guest.invokeMember("_initialize");
        guest.invokeMember("qjs_init");
        int global = call("qjs_get_global");
        for (String name : FUNCTIONS) {
            int text = newText(name);
            call("qjs_set_prop_string", global, text, call("qjs_new_host_function", text, name.length(), 0));
        }
    }

    public static void main(String[] args) throws IOException {
        try (Context context = Context.newBuilder("wasm").option("wasm.Builtins", "wasi_snapshot_preview1").build()) {
            QuickJs engine = new QuickJs(context, new File(args[0]));
            String failure = engine.evaluate(Files.readString(Path.of(args[1])), args[1]);
            if (failure != null) {
                System.err.println(failure);
                System.exit(1);
            }
        }
    }

    /** Runs a script, and gives what it threw as a text, or null. */
    private String evaluate(String script, String name) {
        int code = newText(script);
        int result = call("qjs_eval", code, call("strlen", code), newText(name), 0);
        return call("qjs_is_exception", result) == 0 ? null : text(call("qjs_get_exception"));
    }

    private int call(String function, Object... arguments) {
        return guest.invokeMember(function, arguments).asInt();
    }

    /** The address of a text in the guest's memory, with a zero behind it. */
    private int newText(String text) {
        int address = call("wasm_malloc", text.getBytes(StandardCharsets.UTF_8).length + 1);
        memory.invokeMember("writeCString", address, text);
        return address;
    }

    /** A value as JavaScript's String gives it. */
    private String text(int value) {
        int characters = call("qjs_get_string", value);
        String text = memory.invokeMember("readCString", characters).asString();
        guest.invokeMember("qjs_free_cstring", characters);
        return text;
    }

    /** A script calls a function of the host's: its name, and pointers to its arguments. */
    @HostAccess.Export
    public int host_call(Caller caller, int name, int size, int self, int count, int arguments) throws IOException {
        String first = count == 0 ? "" : text(caller.memory().readInt(arguments));
        switch (caller.memory().readString(name, size)) {
            case "print" -> System.out.println(first);
            case "readFile" -> {
                String content = Files.readString(Path.of(first));
                int text = newText(content);
                return call("qjs_new_string", text, call("strlen", text));
            }
            default -> throw new IllegalStateException();
        }
        return call("qjs_get_undefined");
    }

    @HostAccess.Export
    public int host_interrupt() {
        return 0;
    }

    @HostAccess.Export
    public int host_get_timezone_offset(int high, int low) {
        return 0;
    }

    @HostAccess.Export
    public void host_promise_rejection(int promise, int reason, int handled) {
    }

    /** There are no modules to import: 0 is a failure. */
    @HostAccess.Export
    public int host_module_normalize(int base, int name) {
        return 0;
    }

    @HostAccess.Export
    public int host_module_load(int name, int attributes) {
        return 0;
    }
}
