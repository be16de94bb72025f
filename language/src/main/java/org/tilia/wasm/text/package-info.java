/**
 * The text format: modules ({@link org.tilia.wasm.text.WatParser}) and the test suite's scripts
 * ({@link org.tilia.wasm.text.WastParser}).
 *
 * <p>A module is assembled straight into the binary format, which is then decoded and validated like any other: what is
 * checked here is the grammar and the names alone. Mnemonics and immediates come from the table of instructions.
 */
package org.tilia.wasm.text;
