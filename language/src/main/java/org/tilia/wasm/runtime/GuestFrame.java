package org.tilia.wasm.runtime;

import org.tilia.wasm.module.GuestText;

/**
 * A call of a guest's function in a stack trace.
 *
 * @param moduleName the module's name
 * @param functionIndex imports first
 * @param functionName from the name section, or {@code func[index]}
 * @param offset of the instruction in the module's bytes, or −1 where it is not known
 */
public record GuestFrame(String moduleName, int functionIndex, String functionName, int offset) {

    /** The frame of a function. */
    public static GuestFrame of(GuestCode code, int offset) {
        return new GuestFrame(code.module().name(), code.index(), code.name(), offset);
    }

    /** {@code module.function(0x12ab)}. */
    @Override
    public String toString() {
        return GuestText.escape(moduleName) + "." + GuestText.escape(functionName) + (offset < 0 ? "" : "(0x" + Integer.toHexString(offset) + ")");
    }
}
