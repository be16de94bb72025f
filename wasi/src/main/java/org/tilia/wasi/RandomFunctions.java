package org.tilia.wasi;

import com.oracle.truffle.api.TruffleSafepoint;
import java.security.SecureRandom;
import java.util.Random;
import java.util.function.Supplier;

/** {@code random_get}: bytes that nobody can foretell. */
final class RandomFunctions {

    private static final int BUFFER_BYTES = 1 << 16;

    private RandomFunctions() {
    }

    /** @param constant whether each run is to have the same numbers */
    static void addTo(Functions functions, boolean constant) {
        Random fixed = new Random(0);
        Supplier<Random> source = constant ? () -> fixed : () -> Source.RANDOM;
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
    private static final class Source {
        static final SecureRandom RANDOM = new SecureRandom();
    }
}
