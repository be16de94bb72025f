package org.tilia.wasm.module;

/**
 * A memory's type (spec 2.3.13).
 *
 * @param limits in pages
 * @param pageSizeLog2 16 for the usual page of 64 KiB
 */
public record MemoryType(AddressType address, Limits limits, boolean shared, int pageSizeLog2) implements ExternalType {

    /** log2 of the usual page size. */
    public static final int DEFAULT_PAGE_SIZE_LOG2 = 16;

    @Override
    public ExternalKind kind() {
        return ExternalKind.MEMORY;
    }
}
