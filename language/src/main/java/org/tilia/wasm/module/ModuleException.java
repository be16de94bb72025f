package org.tilia.wasm.module;

/**
 * Why bytes or a text are not a module.
 *
 * <p>The message starts with the spec's own words, as its test suite has them, and ends with the place.
 */
public final class ModuleException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** What the spec calls the fault. */
    public enum Kind {
        /** Not of the binary or text format's grammar. */
        MALFORMED,
        /** Well formed, but refused by validation. */
        INVALID,
        /** Larger or deeper than an implementation limit. */
        LIMIT
    }

    private final Kind kind;
    private final int offset;
    private final int line;
    private final int column;
    /** The message without the place. */
    private final String fault;

    private ModuleException(Kind kind, String fault, String place, int offset, int line, int column) {
        super(fault + place);
        this.fault = fault;
        this.kind = kind;
        this.offset = offset;
        this.line = line;
        this.column = column;
    }

    /** A fault at a byte offset of a binary, or with −1 at none in particular. */
    public static ModuleException of(Kind kind, String message, int offset) {
        return new ModuleException(kind, message, offset < 0 ? "" : " at offset 0x" + Integer.toHexString(offset), offset, -1, -1);
    }

    /** Bytes that are not a binary module's. */
    public static ModuleException malformed(String message, int offset) {
        return of(Kind.MALFORMED, message, offset);
    }

    /** A binary module that is not valid. */
    public static ModuleException invalid(String message, int offset) {
        return of(Kind.INVALID, message, offset);
    }

    /** A binary module beyond an implementation limit. */
    public static ModuleException limit(String message, int offset) {
        return of(Kind.LIMIT, message, offset);
    }

    /** A fault at a place in a text; line and column count from 1. */
    public static ModuleException inText(Kind kind, String message, int offset, int line, int column) {
        return new ModuleException(kind, message, " at line " + line + ", column " + column, offset, line, column);
    }

    /** The same fault at its place in the text that the module was assembled from, where it lies in a function. */
    public ModuleException in(CodeMap text) {
        CodeMap.Place place = line >= 0 || offset < 0 ? null : text.instruction(offset);
        return place == null ? this : inText(kind, fault, offset, place.line(), place.column());
    }

    public Kind kind() {
        return kind;
    }

    /** Byte offset in the binary or the text, or −1. */
    public int offset() {
        return offset;
    }

    /** The line in the text, from 1; −1 for a binary. */
    public int line() {
        return line;
    }

    /** The column in the text in characters, from 1; −1 for a binary. */
    public int column() {
        return column;
    }
}
