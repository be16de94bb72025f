package org.tilia.wasm.runtime;

import java.util.List;
import org.tilia.wasm.data.DescribedException;

/** A memory or a table cannot be made, because the host allows or has no more. */
@SuppressWarnings("serial")
public final class AllocationException extends DescribedException {

    private AllocationException(String message) {
        super(message);
    }

    static AllocationException of(String message) {
        return new AllocationException(message);
    }

    @Override
    protected List<String> members() {
        return List.of(KIND);
    }

    @Override
    protected Object member(String name) {
        return "allocation failed";
    }
}
