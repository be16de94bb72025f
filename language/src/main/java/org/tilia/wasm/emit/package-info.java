/**
 * What a node needs to emit itself as JVM bytecode.
 *
 * <p>A node knows its own instructions; the {@link org.tilia.wasm.emit.Emitter} knows where slots, labels and the parts
 * of a function that became methods of their own lie. The package {@code bytecode} implements it.
 */
package org.tilia.wasm.emit;
