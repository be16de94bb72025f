package org.tilia.wasm.runtime;

import com.oracle.truffle.api.nodes.ControlFlowException;

/**
 * An overflow of the stack on its way through trees to {@link GuestEntry}.
 *
 * <p>Truffle lets this sort of exception pass its calls. For an error it would look for the guest's frames at each of them, at the end
 * of the stack, where that overflows again: one error follows the other, for minutes.
 */
@SuppressWarnings("serial")
public final class StackExhaustion extends ControlFlowException {

    private final StackOverflowError overflow;

    /** @param overflow where it arose */
    public StackExhaustion(StackOverflowError overflow) {
        this.overflow = overflow;
    }

    /** Where it arose. */
    StackOverflowError overflow() {
        return overflow;
    }
}
