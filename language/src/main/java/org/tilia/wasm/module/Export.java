package org.tilia.wasm.module;

/** An export (spec 2.5.10): an index into the index space of its kind. */
public record Export(String name, ExternalKind kind, int index) {
}
