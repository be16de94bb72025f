package org.tilia.launcher;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.proxy.ProxyObject;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tilia run}: runs a program, or calls one function of a library. */
@Command(name = "run", description = {"Runs a WebAssembly program, or calls a function of a module."}, sortOptions = false, footer = {"",
                "A program is a module that exports _start. Of any other module --invoke calls a function; its", "_initialize is called first.",
                "", "Examples:",
                "  tilia run hello.wasm                    runs a program; `run` may be left out",
                "  tilia run app.wasm --help               everything behind the file is the program's",
                "  tilia run --env LANG=C app.wasm         gives it an environment variable",
                "  tilia run --dir . --dir /data::/in:ro app.wasm", "                                          gives it folders, the second to read only",
                "  tilia run --invoke add add.wasm 1 2     calls a function and prints its results",
                "  tilia run --preload env=lib.wasm app.wasm",
                "  tilia run --unknown-imports=trap app.wasm",
                "                                          runs as far as what it imports is there",
                "  tilia wat2wasm in.wat -o - | tilia run -", "                                          reads the module from standard input"})
final class RunCommand implements Callable<Integer> {

    static final String START = "_start";
    static final String INITIALIZE = "_initialize";

    private final Console console;

    @Option(names = "--invoke", paramLabel = "FUNCTION", description = "Calls an exported function with the arguments behind the file and prints its results.")
    private String function;

    @Option(names = "--preload", paramLabel = "NAME=FILE", description = "A module whose exports the guest can import as module NAME; later ones can import from "
                    + "earlier ones.")
    private List<String> preloads = List.of();

    @Option(names = "--unknown-imports", paramLabel = "trap|default", description = "What a function does that is imported and that nothing provides: a call of "
                    + "it traps, or gives zeros. Without this the module is not run.")
    private UnknownImports unknownImports;

    @Mixin
    private GrantOptions grants = new GrantOptions();

    @Mixin
    private GuestOptions options = new GuestOptions();

    @Parameters(arity = "1..*", paramLabel = "FILE ARGUMENT", description = "The module, binary or text (- reads standard input), and the guest's arguments.")
    private List<String> words;

    /** The values of the language's option of the same name. */
    enum UnknownImports {
        TRAP,
        DEFAULT;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    RunCommand(Console console) {
        this.console = console;
    }

    /** @param words the file and the guest's arguments */
    RunCommand(Console console, String[] words) {
        this.console = console;
        this.words = List.of(words);
    }

    @Override
    public Integer call() {
        Input input = Input.read(words.getFirst(), console);
        Map<String, Input> libraries = new LinkedHashMap<>();
        preloads.forEach(preload -> {
            String[] parts = Definition.split("--preload", "FILE", preload);
            libraries.put(parts[0], Input.read(parts[1], console));
        });
        Context.Builder builder = options.contextBuilder(console);
        grants.apply(builder, words);
        if (unknownImports != null) {
            builder.option("wasm.UnknownImports", unknownImports.toString());
        }
        return options.run(console, builder, context -> run(context, input, libraries));
    }

    private int run(Context context, Input input, Map<String, Input> libraries) {
        ModuleView module = new ModuleView(context.eval(input.moduleSource()));
        Map<String, Signature> functions = module.functions();
        String entry = function != null ? function : START;
        Signature signature = functions.get(entry);
        if (signature == null) {
            // What was built for another host often has another entry, too; that it lacks its imports says more.
            module.requireLinkable(instantiate(context, libraries));
            throw cannotCall(input, module);
        }
        List<String> values = words.subList(1, words.size());
        Object[] arguments = function == null ? new Object[0] : signature.read(function, values);
        Value exports = module.newInstance(instantiate(context, libraries)).getMember("exports");
        if (function != null) {
            initialize(exports);
        }
        Value result = exports.getMember(entry).execute(arguments);
        if (function != null) {
            signature.write(result).forEach(line -> console.print(line + "\n"));
        }
        return ExitCode.OK;
    }

    /** Instances of the preloaded modules, as imports. */
    private static ProxyObject instantiate(Context context, Map<String, Input> libraries) {
        Map<String, Object> imports = new LinkedHashMap<>();
        libraries.forEach((name, library) -> {
            ModuleView module = new ModuleView(context.eval(library.moduleSource()));
            Value exports = module.newInstance(ProxyObject.fromMap(new LinkedHashMap<>(imports))).getMember("exports");
            initialize(exports);
            imports.put(name, exports);
        });
        return ProxyObject.fromMap(imports);
    }

    private static void initialize(Value exports) {
        if (exports.canInvokeMember(INITIALIZE)) {
            exports.invokeMember(INITIALIZE);
        }
    }

    private LauncherException cannotCall(Input input, ModuleView module) {
        List<String> remedy = new ArrayList<>();
        String functions = module.describeFunctions();
        if (functions.isEmpty()) {
            remedy.add("It exports no function at all.");
        } else {
            remedy.add("It exports");
            remedy.add(functions);
            if (function == null) {
                remedy.add("Call one with --invoke, before the file: " + module.command(words.getFirst()));
            }
        }
        String message = function == null ? " is not a program: it does not export " + START : " does not export a function " + function;
        return new LauncherException(ExitCode.USAGE, input.name() + message, String.join("\n", remedy));
    }
}
