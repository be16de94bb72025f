package org.tilia.wasm.nodes.fused;

import org.tilia.wasm.nodes.ExpressionNode;
import org.tilia.wasm.nodes.numeric.Comparison;
import org.tilia.wasm.nodes.numeric.I32Nodes;

/**
 * What many loops end with: a local goes up or down by a constant, and the loop goes on while it is not another constant.
 *
 * @param slot of the local
 * @param comparison the plain {@code i32.ne}, whose left operand sets the local
 */
public record Count(int slot, int step, int limit, Comparison comparison) {

    /** The count that a condition is, or null. */
    public static Count of(ExpressionNode condition) {
        return condition instanceof I32LoopConditions.Ne test ? test.count() : null;
    }

    /** Whether the local, set to this before the loop, gets to the limit by its steps without an overflow. */
    public boolean isReachedFrom(int start) {
        long distance = (long) limit - start;
        return step != 0 && distance % step == 0 && distance / step > 0;
    }

    /** The same condition by order, if the limit {@linkplain #isReachedFrom is reached}. */
    public ExpressionNode ordered() {
        ExpressionNode sum = comparison.left();
        ExpressionNode constant = comparison.right();
        return Fused.numeric(step > 0 ? new I32Nodes.LtS(sum, constant) : new I32Nodes.GtS(sum, constant));
    }
}
