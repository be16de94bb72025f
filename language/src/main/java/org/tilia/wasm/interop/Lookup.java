package org.tilia.wasm.interop;

import com.oracle.truffle.api.interop.InteropException;
import com.oracle.truffle.api.interop.InteropLibrary;

/** Finds what an object of any language has by a name: a member, or an entry of a map. */
final class Lookup {

    private static final InteropLibrary INTEROP = InteropLibrary.getUncached();

    private Lookup() {
    }

    /** The member or the entry of a name; null where there is none. */
    static Object find(Object object, String name) {
        try {
            if (INTEROP.isMemberReadable(object, name)) {
                return INTEROP.readMember(object, name);
            }
            if (INTEROP.isHashEntryReadable(object, name)) {
                return INTEROP.readHashValue(object, name);
            }
        } catch (InteropException _) {
            // Gone between the question and the answer: there is nothing of that name.
        }
        return null;
    }
}
