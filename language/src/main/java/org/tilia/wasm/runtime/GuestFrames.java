package org.tilia.wasm.runtime;

/** Finds the guest's frames among those of the JVM; the JVM tier implements it. */
public interface GuestFrames {

    /** Without a JVM tier. */
    GuestFrames NONE = new GuestFrames() {
        @Override
        public GuestFrame find(StackTraceElement frame) {
            return null;
        }

        @Override
        public boolean isRegion(StackTraceElement frame) {
            return false;
        }
    };

    /** The guest frame that a frame of generated code stands for, or null for any other frame. */
    GuestFrame find(StackTraceElement frame);

    /** Whether a frame of generated code is only a part of a function, which was entered from the rest of the function. */
    boolean isRegion(StackTraceElement frame);
}
