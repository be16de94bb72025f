import org.tilia.wasi.Preview0Provider;
import org.tilia.wasi.Preview1Provider;
import org.tilia.wasi.ThreadsProvider;
import org.tilia.wasm.runtime.HostModuleProvider;

/** WASI for guests of the language {@code wasm}. */
module org.tilia.wasi {
    requires org.tilia.wasm;

    provides HostModuleProvider with Preview1Provider, Preview0Provider, ThreadsProvider;
}
