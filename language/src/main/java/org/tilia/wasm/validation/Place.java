package org.tilia.wasm.validation;

import org.tilia.wasm.module.ModuleException;

/** Where something is named that may not exist, for the message. */
interface Place {

    /** Offset in the module's bytes, or −1. */
    int offset();

    /** What is there, as the end of a message; possibly empty. */
    String describe();

    /** A fault that is found here. */
    default ModuleException invalid(String message) {
        return ModuleException.invalid(message + describe(), offset());
    }

    /** A part of the module that is not code. */
    static Place of(String part) {
        return at(part, -1);
    }

    /** A part of the module that begins at an offset. */
    static Place at(String part, int offset) {
        record Part(String part, int offset) implements Place {
            @Override
            public String describe() {
                return " (" + part + ")";
            }
        }
        return new Part(part, offset);
    }

    /** A definition or segment, by its kind and index. */
    static Place of(String kind, int index) {
        record Indexed(String kind, int index) implements Place {
            @Override
            public int offset() {
                return -1;
            }

            @Override
            public String describe() {
                return " (" + kind + " " + index + ")";
            }
        }
        return new Indexed(kind, index);
    }
}
