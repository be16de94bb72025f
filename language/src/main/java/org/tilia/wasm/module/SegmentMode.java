package org.tilia.wasm.module;

/** What becomes of a segment at instantiation (spec 2.5.7, 2.5.8). */
public enum SegmentMode {
    PASSIVE,
    ACTIVE,
    DECLARATIVE
}
