package org.tilia.wasm.module;

/** A custom section (spec 2.5.12): the range of its payload, behind the name, in the module's bytes. */
public record CustomSection(String name, int start, int end) {
}
