/** Sets Tilia beside other WebAssembly engines. */
module org.tilia.benchmarks {
    requires com.fasterxml.jackson.databind;
    requires info.picocli;
    requires java.management;
    requires org.graalvm.polyglot;
    requires static org.tilia.wasm;
    requires static run.endive.compiler;
    requires static run.endive.runtime;
    requires static run.endive.wasm;

    opens org.tilia.benchmarks to com.fasterxml.jackson.databind, info.picocli;
}
