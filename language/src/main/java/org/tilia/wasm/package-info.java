/**
 * The Truffle language {@code wasm}: {@link org.tilia.wasm.WasmLanguage} is where to begin.
 *
 * <p>Source text or bytes become a {@link org.tilia.wasm.module.Module} by {@link org.tilia.wasm.ModuleLoader}, and a
 * {@link org.tilia.wasm.runtime.WasmModule} that all contexts of an engine share. Its instances belong to one context.
 */
package org.tilia.wasm;
