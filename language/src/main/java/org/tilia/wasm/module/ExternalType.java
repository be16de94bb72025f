package org.tilia.wasm.module;

/** The type of an import or an export (spec 2.3.16). */
public sealed interface ExternalType permits ExternalType.Function, TableType, MemoryType, GlobalType, TagType {

    /** Which of the five kinds this is. */
    ExternalKind kind();

    /** A function, by the index of its type. */
    record Function(int typeIndex) implements ExternalType {
        @Override
        public ExternalKind kind() {
            return ExternalKind.FUNCTION;
        }
    }
}
