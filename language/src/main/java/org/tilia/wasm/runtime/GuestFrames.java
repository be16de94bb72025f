package org.tilia.wasm.runtime;

/** Finds the guest's frames among those of the JVM; the JVM tier implements it. */
@FunctionalInterface
public interface GuestFrames {

    /** Without a JVM tier. */
    GuestFrames NONE = _ -> null;

    /** The guest frame that a frame of generated code stands for, or null for any other frame. */
    GuestFrame find(StackTraceElement frame);
}
