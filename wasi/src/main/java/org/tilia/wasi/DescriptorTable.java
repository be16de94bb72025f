package org.tilia.wasi;

import java.util.HashMap;
import java.util.Map;

/** What a guest has open, by number. Several threads of a guest may use it. */
final class DescriptorTable {

    private final Map<Integer, Descriptor> descriptors = new HashMap<>();

    /** A table with the standard streams as 0, 1 and 2. */
    DescriptorTable(Descriptor input, Descriptor output, Descriptor error) {
        descriptors.put(0, input);
        descriptors.put(1, output);
        descriptors.put(2, error);
    }

    /** @throws WasiException with {@link Errno#BADF} when the number is not open */
    synchronized Descriptor get(int number) throws WasiException {
        Descriptor descriptor = descriptors.get(number);
        if (descriptor == null) {
            throw new WasiException(Errno.BADF);
        }
        return descriptor;
    }

    void close(int number) throws WasiException {
        Descriptor descriptor;
        synchronized (this) {
            descriptor = get(number);
            descriptors.remove(number);
        }
        descriptor.close();
    }

    /** Moves a descriptor to another number that is open, which is closed. */
    void renumber(int from, int to) throws WasiException {
        Descriptor replaced;
        synchronized (this) {
            Descriptor moved = get(from);
            replaced = get(to);
            descriptors.remove(from);
            descriptors.put(to, moved);
        }
        if (from != to) {
            replaced.close();
        }
    }
}
