/**
 * The one table of instructions.
 *
 * <p>{@link org.tilia.wasm.instruction.Opcode} gives every instruction's code, mnemonic, immediates, type and feature
 * once; the decoder, the validator, the text format and the choice of node read it from there.
 */
package org.tilia.wasm.instruction;
