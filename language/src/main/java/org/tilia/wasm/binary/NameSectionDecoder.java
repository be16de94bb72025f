package org.tilia.wasm.binary;

import java.util.HashMap;
import java.util.Map;
import org.tilia.wasm.module.ByteReader;
import org.tilia.wasm.module.LoadPoll;
import org.tilia.wasm.module.ModuleException;
import org.tilia.wasm.module.Names;

/** Decodes the name section (spec 7.4.1), of which messages use the names of the module and of functions. */
final class NameSectionDecoder {

    /** The custom section's name. */
    static final String NAME = "name";

    private static final int MODULE = 0;
    private static final int FUNCTIONS = 1;

    private NameSectionDecoder() {
    }

    /** What the section says; a fault in it is no fault of the module (spec 7.4), so then there are no names. */
    static Names decode(ByteReader in, LoadPoll poll) {
        try {
            String module = null;
            Map<Integer, String> functions = Map.of();
            while (in.hasRemaining()) {
                poll.item();
                int id = in.u8();
                int length = in.length();
                int next = in.position() + length;
                if (id == MODULE) {
                    module = in.name();
                } else if (id == FUNCTIONS) {
                    functions = nameMap(in, poll);
                }
                in.reset(next, in.end());
            }
            return new Names(module, functions);
        } catch (ModuleException e) {
            return Names.NONE;
        }
    }

    private static Map<Integer, String> nameMap(ByteReader in, LoadPoll poll) {
        int count = in.count("names", 2);
        Map<Integer, String> names = HashMap.newHashMap(count);
        for (int i = 0; i < count; i++) {
            poll.item();
            int index = in.u32();
            names.put(index, in.name());
        }
        return names;
    }
}
