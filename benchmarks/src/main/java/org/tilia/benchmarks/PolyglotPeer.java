package org.tilia.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.io.ByteSequence;

/**
 * The child process for any engine that is a polyglot language {@code wasm}: whichever is on the class path. Prints one line of JSON
 * for each round, {@code {"seconds": …}}, and exits with 1 if a checksum is wrong.
 *
 * <p>Its start is measured, so it needs nothing but the polyglot API, and avoids what the JDK is slow to set up (string
 * concatenation, formatting, streams).
 */
final class PolyglotPeer {
    private PolyglotPeer() {
    }

    /** Arguments: module file, function, n, checksum, number of rounds, and any number of pairs of a context option and its value. */
    public static void main(String[] arguments) throws IOException {
        byte[] bytes = Files.readAllBytes(Path.of(arguments[0]));
        String function = arguments[1];
        int n = Integer.parseInt(arguments[2]);
        int checksum = Integer.parseInt(arguments[3]);
        int rounds = Integer.parseInt(arguments[4]);

        Context.Builder builder = Context.newBuilder("wasm").option("engine.WarnInterpreterOnly", "false");
        for (int i = 5; i < arguments.length; i += 2) {
            builder.option(arguments[i], arguments[i + 1]);
        }
        Source source = Source.newBuilder("wasm", ByteSequence.create(bytes), "kernel").build();
        try (Context context = builder.build()) {
            Value run = context.eval(source).newInstance().getMember("exports").getMember(function);
            for (int round = 0; round < rounds; round++) {
                long before = System.nanoTime();
                int result = run.execute(n).asInt();
                long after = System.nanoTime();
                if (result != checksum) {
                    System.err.println("the checksum is " + result + " and should be " + checksum);
                    System.exit(1);
                }
                Round.print(System.out, (after - before) / 1e9);
            }
        }
    }
}
