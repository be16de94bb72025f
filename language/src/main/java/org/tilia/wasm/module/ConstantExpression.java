package org.tilia.wasm.module;

/**
 * A constant expression, left in place: the range of the module's bytes that holds it with its {@code end}.
 *
 * @param start offset of the first instruction
 * @param end offset behind the {@code end} instruction
 */
public record ConstantExpression(int start, int end) {
}
