package org.tilia.wasm.instruction;

/** What follows an instruction's opcode in the binary format (spec 5.4), in that order. */
public enum Immediate {
    NONE,
    /** A block type. */
    BLOCK_TYPE,
    /** A label index. */
    LABEL,
    /** A vector of label indices and the default. */
    LABEL_TABLE,
    /** A function index. */
    FUNCTION,
    /** A type index. */
    TYPE,
    /** A type index, then a table index. */
    TYPE_TABLE,
    LOCAL,
    GLOBAL,
    TABLE,
    /** Destination table, source table. */
    TABLE_TABLE,
    /** Element segment, table. */
    ELEMENT_TABLE,
    ELEMENT,
    MEMORY,
    /** Destination memory, source memory. */
    MEMORY_MEMORY,
    /** Data segment, memory. */
    DATA_MEMORY,
    DATA,
    /** Alignment, optional memory index, offset. */
    MEMORY_ARGUMENT,
    /** A memory argument, then a lane index. */
    MEMORY_ARGUMENT_LANE,
    LANE,
    /** Sixteen lane indices. */
    LANES,
    I32,
    I64,
    F32,
    F64,
    V128,
    /** A vector of value types. */
    VALUE_TYPES,
    HEAP_TYPE,
    /** Flags, label, source heap type, target heap type. */
    CAST_BRANCH,
    /** Type index, field index. */
    TYPE_FIELD,
    /** Two type indices. */
    TYPE_TYPE,
    /** Type index, number of operands. */
    TYPE_COUNT,
    /** Type index, data segment. */
    TYPE_DATA,
    /** Type index, element segment. */
    TYPE_ELEMENT,
    TAG,
    /** Block type, then a vector of catch clauses. */
    CATCHES,
    /** One byte that must be zero. */
    ZERO_BYTE
}
