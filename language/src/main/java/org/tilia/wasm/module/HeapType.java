package org.tilia.wasm.module;

/** What a reference points to (spec 2.3.3): an abstract heap type or a type of the module by its index. */
public sealed interface HeapType permits AbstractHeapType, TypeIndex {
}
