package org.tilia.wasm.module;

/** An exception tag's type: the index of a function type without results (spec 2.3.7). */
public record TagType(int typeIndex) implements ExternalType {

    @Override
    public ExternalKind kind() {
        return ExternalKind.TAG;
    }
}
