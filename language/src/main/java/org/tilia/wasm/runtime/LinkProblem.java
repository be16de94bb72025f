package org.tilia.wasm.runtime;

import org.tilia.wasm.module.GuestText;
import org.tilia.wasm.module.Import;

/**
 * Why an import does not fit.
 *
 * @param expected the type that the module expects, in words
 * @param found what was given instead; null when there was nothing
 */
public record LinkProblem(Import request, String expected, String found) {

    /** What is wrong. */
    public enum Kind {
        UNKNOWN_IMPORT("unknown import"),
        INCOMPATIBLE_IMPORT_TYPE("incompatible import type");

        private final String message;

        Kind(String message) {
            this.message = message;
        }

        /** The spec's message. */
        public String message() {
            return message;
        }
    }

    public Kind kind() {
        return found == null ? Kind.UNKNOWN_IMPORT : Kind.INCOMPATIBLE_IMPORT_TYPE;
    }

    @Override
    public String toString() {
        String text = GuestText.quote(request.module()) + "." + GuestText.quote(request.name()) + " must be " + GuestText.shorten(expected);
        return found == null ? text : text + ", but is " + GuestText.shorten(found);
    }
}
