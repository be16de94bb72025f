package org.tilia.wasm.text;

import org.tilia.wasm.module.AbstractHeapType;

/** A value that a script passes. Floats are given as their bits. */
public sealed interface ScriptValue {

    record I32(int value) implements ScriptValue {
    }

    record I64(long value) implements ScriptValue {
    }

    record F32(int bits) implements ScriptValue {
    }

    record F64(long bits) implements ScriptValue {
    }

    /** @param bytes sixteen, lane 0 first, each lane's least significant byte first */
    record V128(byte[] bytes) implements ScriptValue {
    }

    /** The null reference of the hierarchy that this heap type belongs to. */
    record RefNull(AbstractHeapType type) implements ScriptValue {
    }

    /** An external reference to the host's value with this number. */
    record RefExtern(int number) implements ScriptValue {
    }

    /** An internal reference ({@code anyref}) to the host's value with this number. */
    record RefHost(int number) implements ScriptValue {
    }
}
