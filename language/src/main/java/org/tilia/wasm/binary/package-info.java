/**
 * The binary format: bytes to a module, and the primitives that write one.
 *
 * <p>Knows the module's data model and the table of instructions, nothing of validation or execution.
 */
package org.tilia.wasm.binary;
