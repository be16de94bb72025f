/** The Truffle language {@code wasm}. */
module org.tilia.wasm {
    requires transitive org.graalvm.polyglot;
    requires transitive org.graalvm.truffle;
    requires jdk.unsupported;

    exports org.tilia.wasm;
    exports org.tilia.wasm.data;
    exports org.tilia.wasm.host;
    exports org.tilia.wasm.module;
    exports org.tilia.wasm.runtime;
    exports org.tilia.wasm.text;
    exports org.tilia.wasm.trap;
    // Generated classes call these from the unnamed modules of their loaders.
    exports org.tilia.wasm.bytecode;
    exports org.tilia.wasm.semantics;

    uses org.tilia.wasm.runtime.HostModuleProvider;

    provides com.oracle.truffle.api.provider.TruffleLanguageProvider with org.tilia.wasm.WasmLanguageProvider;
    provides com.oracle.truffle.api.instrumentation.provider.TruffleInstrumentProvider with org.tilia.wasm.ContextCloserProvider;
}
