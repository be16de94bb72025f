/**
 * What other languages and hosts see: modules, instances, functions, memories, tables, globals, and how values cross.
 *
 * <p>Each object of a store has one view, which is kept with it, so that identity is the same on both sides.
 */
package org.tilia.wasm.interop;
