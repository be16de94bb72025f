package org.tilia.wasm.runtime;

import com.oracle.truffle.api.source.SourceSection;
import org.tilia.wasm.module.GuestText;

/**
 * A call of a guest's function in a stack trace.
 *
 * @param offset of the instruction in the module's bytes, or −1 where it is not known
 */
public record GuestFrame(GuestCode code, int offset) {

    /** The instruction in the module's text, or else the function; unavailable where it has no text. */
    public SourceSection section() {
        SourceSection instruction = offset < 0 ? null : code.module().text().instruction(offset);
        return instruction != null ? instruction : code.section();
    }

    /** {@code module.function(0x12ab)}, and in a text the line: {@code module.function(0x12ab, line 7)}. */
    @Override
    public String toString() {
        return GuestText.escape(code.module().name()) + "." + GuestText.escape(code.name()) + (offset < 0 ? "" : "(0x" + Integer.toHexString(offset) + line() + ")");
    }

    private String line() {
        SourceSection section = code.module().text().instruction(offset);
        return section == null ? "" : ", line " + section.getStartLine();
    }
}
