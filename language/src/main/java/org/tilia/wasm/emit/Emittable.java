package org.tilia.wasm.emit;

/** Something that can be emitted as JVM bytecode. */
public interface Emittable {

    /** Emits the instructions that do what this does. */
    void emit(Emitter emitter);
}
