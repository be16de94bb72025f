/**
 * Atomic access to memories, waiting and notifying (threads proposal).
 *
 * <p>What is atomic are the methods of {@link org.tilia.wasm.runtime.LinearMemory}, one for each
 * {@link org.tilia.wasm.nodes.atomic.AtomicWidth}; a narrower value of an i64 is an i32 to them.
 */
package org.tilia.wasm.nodes.atomic;
