package org.tilia.wasi;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;

/** What a guest has open, by number. Several threads of a guest may use it. */
final class DescriptorTable {

    private final TreeMap<Integer, Descriptor> descriptors = new TreeMap<>();
    private final int limit;

    /** @param limit how many there may be */
    DescriptorTable(int limit) {
        this.limit = limit;
    }

    /** @throws WasiException with {@link Errno#BADF} when the number is not open */
    synchronized Descriptor get(int number) throws WasiException {
        Descriptor descriptor = descriptors.get(number);
        if (descriptor == null) {
            throw new WasiException(Errno.BADF);
        }
        return descriptor;
    }

    /** As {@link #get}, of a kind of descriptor; another kind fails with the given error. */
    <T extends Descriptor> T get(int number, Class<T> kind, Errno otherwise) throws WasiException {
        Descriptor descriptor = get(number);
        if (!kind.isInstance(descriptor)) {
            throw new WasiException(otherwise);
        }
        return kind.cast(descriptor);
    }

    /** @throws WasiException with {@link Errno#NFILE} when there is no number left */
    synchronized void checkRoom() throws WasiException {
        if (descriptors.size() >= limit) {
            throw new WasiException(Errno.NFILE);
        }
    }

    /** Gives a descriptor the lowest number that is free; one that finds no room is closed. */
    int add(Descriptor descriptor) throws WasiException {
        try {
            synchronized (this) {
                checkRoom();
                int number = 0;
                while (descriptors.containsKey(number)) {
                    number++;
                }
                descriptors.put(number, descriptor);
                return number;
            }
        } catch (WasiException e) {
            descriptor.close();
            throw e;
        }
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

    /** All that are open now. */
    synchronized Collection<Descriptor> all() {
        return List.copyOf(descriptors.values());
    }

    /** Closes all. */
    void closeAll() {
        List<Descriptor> closing;
        synchronized (this) {
            closing = new ArrayList<>(descriptors.values());
            descriptors.clear();
        }
        closeAll(closing);
    }

    /** Closes descriptors; what cannot be closed is left to the host. */
    static void closeAll(Collection<? extends Descriptor> closing) {
        for (Descriptor descriptor : closing) {
            try {
                descriptor.close();
            } catch (WasiException e) {
                // Nobody is left who could be told.
                continue;
            }
        }
    }
}
