package org.tilia.wasm.runtime;

import com.oracle.truffle.api.nodes.RootNode;
import java.util.Set;
import org.tilia.wasm.module.ConstantExpression;
import org.tilia.wasm.module.Feature;
import org.tilia.wasm.module.ValueType;

/** Makes trees of a module's code; the package {@code tree} implements it. */
public interface TreeBuilder {

    /** What code may need beyond the first version of WebAssembly so that there are trees for it. */
    Set<Feature> features();

    /** The tree of a function; argument 0 of its calls is the instance, argument 1 the thread's state. */
    RootNode build(GuestCode code);

    /** The value of a constant expression that is a single integer, boxed, or null for any other: no tree is worth its while. */
    Object literal(WasmModule module, ConstantExpression expression);

    /** The tree of a constant expression, called like a function without parameters. */
    RootNode build(WasmModule module, ConstantExpression expression, ValueType type);
}
