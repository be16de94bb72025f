package org.tilia.tck;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Predicate;
import java.util.logging.Handler;
import java.util.logging.LogRecord;

/** Keeps what the runtime says of compilations, with {@code engine.TraceCompilationDetails}: what is compiled, left or thrown away. */
final class CompilationLog extends Handler {

    private static final int QUIET_ROUNDS = 30;
    private static final int MAX_ROUNDS = 3000;

    private final ConcurrentLinkedQueue<String> events = new ConcurrentLinkedQueue<>();

    /** What has been said since this was asked before. */
    List<String> take() {
        // One by one: others may say something meanwhile.
        List<String> taken = new ArrayList<>();
        for (String event = events.poll(); event != null; event = events.poll()) {
            taken.add(event);
        }
        return taken;
    }

    /**
     * Repeats something until nothing is said of compilations in many rounds.
     *
     * @param expected of what is said before: one such event has to be seen, or the log proves nothing
     * @throws AssertionError if it never gets quiet, or was so from the beginning
     */
    void warmUp(Runnable round, Predicate<String> expected) {
        boolean seen = false;
        int quiet = 0;
        for (int i = 0; quiet < QUIET_ROUNDS; i++) {
            round.run();
            List<String> said = take();
            seen |= said.stream().anyMatch(expected);
            quiet = seen && said.isEmpty() ? quiet + 1 : 0;
            if (i > MAX_ROUNDS) {
                throw new AssertionError("still compiling, or never what was expected, after " + i + " rounds:\n" + String.join("\n", said));
            }
        }
    }

    /**
     * Repeats something.
     *
     * @throws AssertionError if anything is said of compilations
     */
    void expectQuiet(Runnable round) {
        for (int i = 0; i < QUIET_ROUNDS; i++) {
            round.run();
        }
        List<String> said = take();
        if (!said.isEmpty()) {
            throw new AssertionError("once warm:\n" + String.join("\n", said));
        }
    }

    @Override
    public void publish(LogRecord event) {
        events.add(event.getMessage());
    }

    @Override
    public void flush() {
    }

    @Override
    public void close() {
    }
}
