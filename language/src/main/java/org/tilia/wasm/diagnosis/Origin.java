package org.tilia.wasm.diagnosis;

import static org.tilia.wasm.diagnosis.Evidence.ENV;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.tilia.wasm.module.Import;
import org.tilia.wasm.module.Module;

/**
 * What modules are built for, told by what they import and by their custom sections; the first that fits is meant. Each says
 * what to do where Tilia does not provide its imports.
 */
public enum Origin {
    COMPONENT_CORE("a component (WASI preview 2)", found -> found.importsFrom(name -> name.startsWith("wasi:") || name.startsWith("cm32p2|")),
                    "It is the core module out of a component (WASI preview 2), half of what runs.",
                    "Build it for preview 1, whose modules are whole: target wasm32-wasip1."),
    SIDE_MODULE("dynamic linking", found -> found.hasSection("dylink"),
                    "It is a library for dynamic linking (section dylink.0), which only its main program can load.",
                    "Link it statically: without -sSIDE_MODULE (Emscripten) or -shared (wasm-ld)."),
    OBJECT_FILE("a linker", found -> found.hasSection("linking") && found.hasSection("reloc."),
                    "It is an object file, not linked yet (sections linking and reloc.*).",
                    "Link it first, with wasm-ld or by the compiler without -c."),
    WASIX("WASIX", found -> found.importsFrom(name -> name.startsWith("wasix_")),
                    "It was built for WASIX, an extension of WASI that only the runtime Wasmer has.",
                    "Run it with wasmer, or build it for wasm32-wasip1."),
    WASI_THREADS("wasi-threads", found -> found.importsFrom("wasi") || found.importsSharedMemory() && found.imports(ENV, "memory"),
                    "It was built for wasi-threads, which is not switched on in this context.",
                    "Set the option wasm.Builtins to wasi_snapshot_preview1,wasi, and let guests create threads: allowCreateThread(true)."),
    GO_JAVASCRIPT("a JavaScript host, by Go", found -> found.importsFrom("go") || found.importsFrom("gojs") && found.exports("getsp"),
                    "It was built by Go for a JavaScript host (GOOS=js).",
                    "Build it for WASI: GOOS=wasip1 GOARCH=wasm go build"),
    TINYGO_JAVASCRIPT("a JavaScript host, by TinyGo", found -> found.importsFrom("gojs") || found.imports(ENV, "(runtime|syscall/js)\\..*"),
                    "It was built by TinyGo for a JavaScript host (-target=wasm).",
                    "Build it for WASI: tinygo build -target=wasip1"),
    WASM_BINDGEN("a JavaScript host, by wasm-bindgen",
                    found -> found.importsFrom(name -> name.equals("wbg") || name.startsWith("__wbindgen_"))
                                    || found.imports().stream().anyMatch(request -> request.name().startsWith("__wbg_") || request.name().startsWith("__wbindgen_")),
                    "It was built by wasm-bindgen for the JavaScript that lies beside it.",
                    "Build it for wasm32-wasip1, and switch off the features of its crates that ask for JavaScript (such as \"js\", \"wasm-bindgen\")."),
    EXTISM("the plug-in framework Extism", found -> found.importsFrom(name -> name.startsWith("extism:host/")),
                    "It is a plug-in for the framework Extism, which provides these functions.", "Load it with Extism's host library."),
    OPEN_POLICY_AGENT("Open Policy Agent", found -> found.imports(ENV, "opa_.*"),
                    "It is a policy that Open Policy Agent compiled, for a host that knows OPA's interface.", "Evaluate it with `opa eval` or an OPA SDK."),
    PROXY_WASM("a proxy, through Proxy-Wasm", found -> found.imports(ENV, "proxy_.*"),
                    "It is a filter for a proxy such as Envoy, which provides these functions (Proxy-Wasm).", "Load it in the configuration of that proxy."),
    KOTLIN_JAVASCRIPT("a JavaScript host, by Kotlin", found -> found.importsFrom("js_code"),
                    "It was built by Kotlin for a JavaScript host (target wasmJs).", "Build it for WASI: target wasmWasi"),
    JAVASCRIPT_BUILTINS("a JavaScript engine", found -> found.importsFrom(name -> name.startsWith("wasm:")),
                    "It wants a JavaScript engine, whose string functions (wasm:js-string) it imports.",
                    "Run it in a browser or Node.js, or build it for wasm32-wasip1 where its compiler can."),
    ASYNCIFY("Binaryen's asyncify pass", found -> found.importsFrom("asyncify"),
                    "It calls functions of the asyncify pass, which was not run on it.", "Run the pass: wasm-opt --asyncify IN.wasm -o OUT.wasm"),
    EMSCRIPTEN_MEMORY("Emscripten's run time", found -> found.imports().stream().allMatch(request -> request.name().equals("emscripten_notify_memory_growth")),
                    "It was built by Emscripten, and wants to tell its host when its memory grows, which a host need not hear.",
                    "Let the call do nothing: set the option wasm.UnknownImports to default."),
    EMSCRIPTEN("a JavaScript host, by Emscripten",
                    found -> found.importsFrom("a") || found.imports(ENV, "_?emscripten_(?!notify_memory_growth$).*|invoke_[vijfd]+|_embind_.*|__syscall_.*|__cxa_.*|_\\w+_js"),
                    "It was built by Emscripten for the JavaScript that lies beside it.",
                    "Build it as a program of its own: emcc -sSTANDALONE_WASM"),
    ASSEMBLYSCRIPT("an embedder of AssemblyScript",
                    found -> found.importsFunction(ENV, "abort", "[i32 i32 i32 i32] -> []") || found.importsFunction(ENV, "seed", "[] -> [f64]")
                                    || found.importsFunction(ENV, "trace", "[i32 i32 f64 f64 f64 f64 f64] -> []"),
                    "It was built by AssemblyScript, whose run time calls its host when it fails (env.abort).",
                    "Build it with @assemblyscript/wasi-shim, or without the call (asc --use abort=), or provide module env."),
    TINYGO_EXTERNAL("WASI preview 1 and a host of its own", found -> found.importsFrom(ENV) && found.exports("malloc", "free", "calloc", "realloc"),
                    "Nothing provides module env; in TinyGo, //export on a function without a body makes it an import.",
                    "Give the function a body, or provide it as a member env of what newInstance is given."),
    PREVIEW_0("WASI preview 0", found -> found.importsFrom("wasi_unstable"), "It needs WASI, which is not switched on in this context.",
                    "Set the option wasm.Builtins to wasi_unstable."),
    PREVIEW_1("WASI preview 1", found -> found.importsFrom("wasi_snapshot_preview1"), "It needs WASI, which is not switched on in this context.",
                    "Set the option wasm.Builtins to wasi_snapshot_preview1.");

    private final String target;
    private final Predicate<Evidence> rule;
    private final Advice advice;

    Origin(String target, Predicate<Evidence> rule, String cause, String remedy) {
        this.target = target;
        this.rule = rule;
        this.advice = new Advice(cause, remedy);
    }

    /** What a module was built for; empty where nothing is known, as of one that imports nothing. */
    public static Optional<Origin> of(Module module) {
        return of(module, module.imports());
    }

    /** What wants these imports of a module. */
    static Optional<Origin> of(Module module, List<Import> imports) {
        Evidence evidence = new Evidence(module, imports);
        return Stream.of(values()).filter(origin -> (!imports.isEmpty() || origin.isToldBySections()) && origin.rule.test(evidence)).findFirst();
    }

    private boolean isToldBySections() {
        return this == SIDE_MODULE || this == OBJECT_FILE;
    }

    /** What was meant to run it, in a few words. */
    public String target() {
        return target;
    }

    /** Why its imports are missing, and what to do. */
    Advice advice() {
        return advice;
    }

    /** Whether its imports come from one of Tilia's own modules, if that is switched on. */
    boolean isBuiltIn() {
        return this == PREVIEW_0 || this == PREVIEW_1;
    }
}
