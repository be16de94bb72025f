package org.tilia.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.io.ByteSequence;
import org.graalvm.polyglot.proxy.ProxyExecutable;
import org.graalvm.polyglot.proxy.ProxyObject;

/**
 * The child process for any engine that is a polyglot language {@code wasm}: whichever is on the class path. Prints one line of JSON
 * for each round, {@code {"seconds": …}}, and exits with 1 if a checksum is wrong.
 *
 * <p>Its start is measured, so it needs nothing but the polyglot API, and avoids what the JDK is slow to set up (string
 * concatenation, formatting, streams).
 */
final class PolyglotPeer {
    private final int checksum;
    private int roundsLeft;
    private long before;

    private PolyglotPeer(int checksum, int rounds) {
        this.checksum = checksum;
        this.roundsLeft = rounds;
    }

    /**
     * Arguments: module file, function, n, checksum, number of rounds, whether one call runs them all, and any number of pairs of a
     * context option and its value.
     */
    public static void main(String[] arguments) throws IOException {
        byte[] bytes = Files.readAllBytes(Path.of(arguments[0]));
        String function = arguments[1];
        int n = Integer.parseInt(arguments[2]);
        PolyglotPeer peer = new PolyglotPeer(Integer.parseInt(arguments[3]), Integer.parseInt(arguments[4]));
        boolean oneCall = Boolean.parseBoolean(arguments[5]);

        Context.Builder builder = Context.newBuilder("wasm").option("engine.WarnInterpreterOnly", "false");
        for (int i = 6; i < arguments.length; i += 2) {
            builder.option(arguments[i], arguments[i + 1]);
        }
        Source source = Source.newBuilder("wasm", ByteSequence.create(bytes), "kernel").build();
        try (Context context = builder.build()) {
            Value module = context.eval(source);
            Value instance = oneCall ? module.newInstance(peer.imports()) : module.newInstance();
            Value run = instance.getMember("exports").getMember(function);
            if (oneCall) {
                peer.before = System.nanoTime();
                run.execute(n);
            } else {
                while (peer.roundsLeft > 0) {
                    peer.before = System.nanoTime();
                    peer.endRound(run.execute(n).asInt());
                }
            }
        }
    }

    /** The function that a kernel calls after each round when one call runs them all. */
    private ProxyObject imports() {
        ProxyExecutable round = results -> {
            endRound(results[0].asInt());
            before = System.nanoTime();
            return roundsLeft > 0 ? 1 : 0;
        };
        return ProxyObject.fromMap(Map.of("benchmark", ProxyObject.fromMap(Map.of("round", round))));
    }

    private void endRound(int result) {
        long after = System.nanoTime();
        if (result != checksum) {
            System.err.println("the checksum is " + result + " and should be " + checksum);
            System.exit(1);
        }
        Round.print(System.out, (after - before) / 1e9);
        roundsLeft--;
    }
}
