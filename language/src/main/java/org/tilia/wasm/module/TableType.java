package org.tilia.wasm.module;

/**
 * A table's type (spec 2.3.14).
 *
 * @param limits in elements
 */
public record TableType(AddressType address, Limits limits, ReferenceType element) implements ExternalType {

    @Override
    public ExternalKind kind() {
        return ExternalKind.TABLE;
    }
}
