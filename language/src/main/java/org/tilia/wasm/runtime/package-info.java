/**
 * What exists while code runs: instances, functions, memories, tables, globals, the state of a thread, and linking.
 *
 * <p>Shared by all contexts of an engine: {@link org.tilia.wasm.runtime.WasmModule} and
 * {@link org.tilia.wasm.runtime.FunctionCode}. Of one context: {@link org.tilia.wasm.runtime.Instance} and all it holds.
 * Code never holds an instance; it gets it as its first argument.
 */
package org.tilia.wasm.runtime;
