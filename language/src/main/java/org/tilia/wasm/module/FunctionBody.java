package org.tilia.wasm.module;

/**
 * Where a function's code lies, and what validation learnt about it: all that a function costs until it is called.
 *
 * @param start offset of the body: its local declarations
 * @param codeStart offset of the first instruction
 * @param end offset behind the final {@code end}
 * @param locals number of parameters and locals
 * @param maxStack the largest height of the operand stack
 * @param mayRunLong whether there is a loop or a call in it: otherwise it ends soon
 */
public record FunctionBody(int start, int codeStart, int end, int locals, int maxStack, boolean mayRunLong) {

    /** A body that has been found, but not validated: only its range is known. */
    public static FunctionBody unvalidated(int start, int end) {
        return new FunctionBody(start, -1, end, -1, -1, false);
    }
}
