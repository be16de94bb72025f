package org.tilia.wasm.module;

import java.util.List;

/**
 * An element segment (spec 2.5.7). Its items are given either as function indices or as expressions.
 *
 * @param table index of the table; 0 unless active
 * @param offset where an active segment goes; null otherwise
 * @param functions the items as function indices, or null
 * @param expressions the items as expressions, or null
 */
public record ElementSegment(SegmentMode mode, int table, ConstantExpression offset, ReferenceType type,
                int[] functions, List<ConstantExpression> expressions) {

    /** The number of items. */
    public int size() {
        return functions != null ? functions.length : expressions.size();
    }
}
