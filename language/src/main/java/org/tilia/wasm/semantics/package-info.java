/**
 * What each instruction computes, where that is not a single operator of Java: one static method per instruction.
 *
 * <p>Interpreted nodes and emitted code call the same methods. A NaN that comes out of arithmetic is quiet, so that it is
 * one of those that the spec allows (4.3.3); its sign and payload are the machine's.
 */
package org.tilia.wasm.semantics;
