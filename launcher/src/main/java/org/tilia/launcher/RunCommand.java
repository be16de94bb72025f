package org.tilia.launcher;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.proxy.ProxyObject;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tilia run}: runs a program, or calls one function of a library. */
@Command(name = "run", description = {"Runs a WebAssembly program, or calls a function of a module."}, sortOptions = false, footer = {"",
                "A program is a module that exports _start. Of any other module --invoke calls a function; its", "_initialize is called first, once. "
                                + "--start runs _start first.",
                "", "Examples:",
                "  tilia run hello.wasm                    runs a program; `run` may be left out",
                "  tilia run app.wasm --help               everything behind the file is the program's",
                "  tilia run --env LANG=C app.wasm         gives it an environment variable",
                "  tilia run --dir . --dir /data::/in:ro app.wasm", "                                          gives it folders, the second to read only",
                "  tilia run --invoke add add.wasm 1 2     calls a function and prints its results",
                "  tilia run --timeout 10s --max-memory 256M app.wasm", "                                          limits its time and its memories",
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

    @Option(names = "--start", description = "Runs _start, before --invoke calls a function of the same instance if both are given.")
    private boolean starts;

    @Option(names = "--preload", paramLabel = "NAME=FILE", description = "A module whose exports the guest can import as module NAME; later ones can import from "
                    + "earlier ones.")
    private List<String> preloads = List.of();

    @Option(names = "--unknown-imports", paramLabel = "trap|default", description = "What a function does that is imported and that nothing provides: a call of "
                    + "it traps, or gives zeros. Without this the module is not run.")
    private UnknownImports unknownImports;

    @Mixin
    private GrantOptions grants = new GrantOptions();

    @Mixin
    private LimitOptions limits = new LimitOptions();

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
        Map<String, String> libraries = new LinkedHashMap<>();
        preloads.forEach(preload -> {
            String[] parts = Definition.split("--preload", "FILE", preload);
            libraries.put(parts[0], parts[1]);
        });
        Context.Builder builder = options.contextBuilder(console);
        grants.apply(builder, words);
        limits.apply(builder);
        if (unknownImports != null) {
            builder.option("wasm.UnknownImports", unknownImports.toString());
        }
        return options.run(console, builder, limits, context -> run(context, libraries));
    }

    private int run(Context context, Map<String, String> libraryFiles) {
        // From here on the guest's time runs, and reading belongs to it: a file may be a pipe.
        context.initialize("wasm");
        Input input = Input.read(words.getFirst(), console);
        Map<String, Input> libraries = new LinkedHashMap<>();
        libraryFiles.forEach((name, file) -> libraries.put(name, Input.read(file, console)));
        ModuleView module = new ModuleView(context.eval(input.moduleSource()));
        Map<String, Signature> functions = module.functions();
        boolean program = starts || function == null;
        for (String entry : program ? Arrays.asList(START, function) : List.of(function)) {
            if (entry != null && !functions.containsKey(entry)) {
                // What was built for another host often has another entry, too; that it lacks its imports says more.
                module.requireLinkable(instantiate(context, libraries));
                throw cannotCall(input, module, entry);
            }
        }
        checkEntries(input, functions);
        Signature signature = functions.get(function);
        Object[] arguments = function == null ? null : signature.read(function, words.subList(1, words.size()));
        Value exports = module.newInstance(instantiate(context, libraries)).getMember("exports");
        if (program) {
            start(exports);
        } else if (!function.equals(INITIALIZE)) {
            initialize(exports);
        }
        if (function != null) {
            signature.write(exports.getMember(function).execute(arguments)).forEach(line -> console.print(line + "\n"));
        }
        return ExitCode.OK;
    }

    /** A module is a program or a library, by which of the two functions it exports. */
    private void checkEntries(Input input, Map<String, Signature> functions) {
        for (String entry : List.of(START, INITIALIZE)) {
            if (functions.containsKey(entry) && !functions.get(entry).equals(Signature.EMPTY)) {
                throw new LauncherException(ExitCode.BAD_INPUT, input.name() + ": its " + entry + " is " + functions.get(entry) + ", but must be " + Signature.EMPTY,
                                "A function of this name begins a program or a library; another one needs another name.");
            }
        }
        if (!starts && functions.containsKey(START) && functions.containsKey(INITIALIZE)) {
            throw new LauncherException(ExitCode.USAGE, input.name() + " exports both " + START + ", as a program, and " + INITIALIZE + ", as a library",
                            "Before the file, --start runs it as a program, and behind that what --invoke names.");
        }
    }

    /** A program that ends well is no end where a function is to be called behind it. */
    private void start(Value exports) {
        try {
            exports.getMember(START).executeVoid();
        } catch (PolyglotException e) {
            if (function == null || !e.isExit() || e.getExitStatus() != 0) {
                throw e;
            }
        }
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

    private LauncherException cannotCall(Input input, ModuleView module, String entry) {
        List<String> remedy = new ArrayList<>();
        String functions = module.describeFunctions();
        if (functions.isEmpty()) {
            remedy.add("It exports no function at all.");
        } else {
            remedy.add("It exports");
            remedy.add(functions);
            if (entry.equals(START)) {
                remedy.add("Call one with --invoke, before the file: " + module.command(words.getFirst()));
            }
        }
        String message = entry.equals(START) ? " is not a program: it does not export " + START : " does not export a function " + entry;
        return new LauncherException(ExitCode.USAGE, input.name() + message, String.join("\n", remedy));
    }
}
