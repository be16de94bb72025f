package org.tilia.wasm.module;

/** A type that the module defines, by its index; it means nothing outside that module. */
public record TypeIndex(int index) implements HeapType {

    @Override
    public String toString() {
        return Integer.toString(index);
    }
}
