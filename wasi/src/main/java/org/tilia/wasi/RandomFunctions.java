package org.tilia.wasi;

import com.oracle.truffle.api.TruffleSafepoint;
import java.security.SecureRandom;
import java.util.Random;
import java.util.function.Supplier;

/** {@code random_get}: bytes that nobody can foretell, or the same in each run. */
final class RandomFunctions {

    private static final int BUFFER_BYTES = 1 << 16;

    private RandomFunctions() {
    }

    /** @param seed what the numbers follow from; null for numbers that nobody can foretell */
    static void addTo(Functions functions, Long seed) {
        Random seeded = seed == null ? null : new Random(seed);
        Supplier<Random> source = () -> seeded == null ? Secure.RANDOM : seeded;
        functions.add("random_get", "ii", call -> fill(source.get(), call.memory(), call.pointer(0), call.pointer(1)));
    }

    private static void fill(Random random, WasiMemory memory, long address, long count) throws WasiException {
        memory.check(address, count);
        byte[] bytes = new byte[(int) Math.min(count, BUFFER_BYTES)];
        for (long done = 0; done < count; done += bytes.length) {
            random.nextBytes(bytes);
            memory.write(address + done, bytes, 0, (int) Math.min(bytes.length, count - done));
            TruffleSafepoint.pollHere(null);
        }
    }

    /** Made when a guest first asks: it takes a while. */
    private static final class Secure {
        static final SecureRandom RANDOM = new SecureRandom();
    }
}
