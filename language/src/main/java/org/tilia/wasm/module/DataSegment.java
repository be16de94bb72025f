package org.tilia.wasm.module;

/**
 * A data segment (spec 2.5.8); its bytes stay in the module's.
 *
 * @param memory index of the memory; 0 unless active
 * @param offset where an active segment goes; null otherwise
 * @param start offset of the data in the module's bytes
 * @param length in bytes
 */
public record DataSegment(SegmentMode mode, int memory, ConstantExpression offset, int start, int length) {
}
