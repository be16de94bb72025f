/**
 * What people hand to a WebAssembly engine by mistake, and what they should do instead: files that are no modules
 * ({@link org.tilia.wasm.diagnosis.FileKind}), and modules that were built for another host
 * ({@link org.tilia.wasm.diagnosis.Origin}).
 */
package org.tilia.wasm.diagnosis;
