package org.tilia.wasm.interop;

import java.util.List;
import org.tilia.wasm.data.DescribedException;

/** A mistake in the use of an object: not a trap, because no guest code runs. */
@SuppressWarnings("serial")
public final class GuestError extends DescribedException {

    /** Which of JavaScript's errors it is like. */
    public enum Kind {
        TYPE_ERROR("type error"),
        RANGE_ERROR("range error");

        private final String text;

        Kind(String text) {
            this.text = text;
        }
    }

    private final Kind kind;

    GuestError(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }

    @Override
    protected List<String> members() {
        return List.of(KIND);
    }

    @Override
    protected Object member(String name) {
        return kind.text;
    }
}
