package org.tilia.wasm.text;

import org.tilia.wasm.module.ExternalKind;

/** The keywords of what can be imported and exported. */
final class ExternalKinds {

    private ExternalKinds() {
    }

    /** Reads the keyword of a kind. */
    static ExternalKind read(TokenReader in) {
        for (ExternalKind kind : ExternalKind.values()) {
            if (in.accept(kind.keyword())) {
                return kind;
            }
        }
        throw in.unexpected("func, table, memory, global or tag");
    }
}
