package org.tilia.wasm.runtime;

import java.util.function.Function;

/** What imports, exports and references point to, by identity; a context's own. */
public abstract sealed class StoreObject permits WasmFunction, TableInstance, LinearMemory, GlobalInstance, TagInstance {

    private volatile Object view;

    StoreObject() {
    }

    /** What other languages see of this object; null until it has been made. */
    public final Object presentView() {
        return view;
    }

    /** What other languages see of this object: made once, so that identity is kept on their side, too. */
    public final <T extends StoreObject> Object view(Class<T> type, Function<T, Object> maker) {
        Object present = view;
        if (present == null) {
            synchronized (this) {
                present = view;
                if (present == null) {
                    present = maker.apply(type.cast(this));
                    view = present;
                }
            }
        }
        return present;
    }
}
