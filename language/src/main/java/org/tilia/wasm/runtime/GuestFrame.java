package org.tilia.wasm.runtime;

import org.tilia.wasm.module.GuestText;

/**
 * A call of a guest's function in a stack trace.
 *
 * @param offset of the instruction in the module's bytes, or −1 where it is not known
 */
public record GuestFrame(GuestCode code, int offset) {

    /** {@code module.function(0x12ab)}. */
    @Override
    public String toString() {
        return GuestText.escape(code.module().name()) + "." + GuestText.escape(code.name()) + (offset < 0 ? "" : "(0x" + Integer.toHexString(offset) + ")");
    }
}
