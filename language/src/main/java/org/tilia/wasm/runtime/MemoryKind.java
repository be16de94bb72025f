package org.tilia.wasm.runtime;

import org.tilia.wasm.module.MemoryType;

/** Where the bytes of an engine's memories lie; one kind per engine, so that code is made for one class. */
public enum MemoryKind {
    /** Outside of the Java heap. */
    NATIVE(NativeMemory.class) {
        @Override
        public LinearMemory allocate(MemoryType type, Budget budget) {
            return NativeMemory.allocate(type, budget);
        }
    },
    /** In Java arrays, without unsafe code; less than 2 GiB each. */
    BYTE_ARRAY(ByteArrayMemory.class) {
        @Override
        public LinearMemory allocate(MemoryType type, Budget budget) {
            return ByteArrayMemory.allocate(type, budget);
        }
    };

    private final Class<? extends LinearMemory> memoryClass;

    MemoryKind(Class<? extends LinearMemory> memoryClass) {
        this.memoryClass = memoryClass;
    }

    /** The class of all memories of this kind. */
    public Class<? extends LinearMemory> memoryClass() {
        return memoryClass;
    }

    /**
     * Makes a memory, all zero.
     *
     * @throws AllocationException when the host does not allow or have so much
     */
    public abstract LinearMemory allocate(MemoryType type, Budget budget);
}
