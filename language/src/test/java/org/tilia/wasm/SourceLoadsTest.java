package org.tilia.wasm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.oracle.truffle.api.CallTarget;
import com.oracle.truffle.api.nodes.RootNode;
import com.oracle.truffle.api.source.Source;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.PolyglotException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Threads that load one source at the same time. */
@Timeout(60)
class SourceLoadsTest {

    private final SourceLoads loads = new SourceLoads();
    private final AtomicInteger loadings = new AtomicInteger();
    /** The first loader is inside. */
    private final CountDownLatch loading = new CountDownLatch(1);
    private final CountDownLatch finish = new CountDownLatch(1);
    private final Context context = Context.newBuilder("wasm").option("engine.WarnInterpreterOnly", "false").build();

    @AfterEach
    void closeContext() {
        finish.countDown();
        context.close(true);
    }

    /** Equal to all others; Truffle gives every parse a copy of its own. */
    private static Source source() {
        return Source.newBuilder("wasm", "(module)", "module").build();
    }

    private static CallTarget target() {
        return RootNode.createConstantNode(42).getCallTarget();
    }

    private CallTarget slow() {
        loadings.incrementAndGet();
        loading.countDown();
        try {
            finish.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        return target();
    }

    /** A thread that is inside of the context and loads. */
    private final class Loading {

        private final Thread thread;
        private CallTarget loaded;
        private Throwable failure;

        Loading(Supplier<CallTarget> loader) {
            thread = Thread.ofPlatform().start(() -> {
                try {
                    context.enter();
                    try {
                        loaded = loads.load(source(), loader);
                    } finally {
                        context.leave();
                    }
                } catch (Throwable e) {
                    failure = e;
                }
            });
        }

        /** Returns when the thread waits for another one. */
        void awaitWaiting() {
            while (thread.getState() != Thread.State.WAITING) {
                Thread.onSpinWait();
            }
        }

        CallTarget result() throws InterruptedException {
            thread.join();
            return loaded;
        }

        Throwable failure() throws InterruptedException {
            thread.join();
            return failure;
        }
    }

    private CallTarget never() {
        throw new AssertionError("loaded twice");
    }

    @Test
    void oneLoadsAndTheOthersWaitForIt() throws Exception {
        Loading first = new Loading(this::slow);
        loading.await();
        Loading second = new Loading(this::never);
        Loading third = new Loading(this::never);
        second.awaitWaiting();
        third.awaitWaiting();
        finish.countDown();
        assertSame(first.result(), second.result());
        assertSame(first.result(), third.result());
        assertEquals(1, loadings.get());
        assertSame(first.result(), loads.load(source(), this::never), "as long as somebody has it");
    }

    @Test
    void aFailureIsTheLoadersOwn() throws Exception {
        Loading first = new Loading(() -> {
            slow();
            throw new IllegalStateException("broken");
        });
        loading.await();
        Loading second = new Loading(SourceLoadsTest::target);
        second.awaitWaiting();
        finish.countDown();
        assertEquals("broken", first.failure().getMessage());
        assertSame(second.result(), loads.load(source(), this::never));
    }

    @Test
    void whoWaitsEndsWithTheContext() throws Exception {
        CountDownLatch loaded = new CountDownLatch(1);
        Supplier<CallTarget> loader = this::slow;
        CallTarget[] result = new CallTarget[1];
        // Outside of the context: it need not end for the context to be closed.
        Thread first = Thread.ofPlatform().start(() -> {
            result[0] = loads.load(source(), loader);
            loaded.countDown();
        });
        loading.await();
        Loading second = new Loading(this::never);
        second.awaitWaiting();
        context.close(true);
        Throwable failure = second.failure();
        assertTrue(failure instanceof ThreadDeath || failure instanceof PolyglotException ended && ended.isCancelled(), () -> "ended by " + failure);
        assertEquals(1, loaded.getCount(), "the first loads still");
        finish.countDown();
        first.join();
        assertSame(result[0], loads.load(source(), this::never));
    }

    @Test
    void aSourceThatIsNotToBeCachedIsLoadedEachTime() {
        Source uncached = Source.newBuilder("wasm", "(module)", "module").cached(false).build();
        assertNotSame(loads.load(uncached, SourceLoadsTest::target), loads.load(uncached, SourceLoadsTest::target));
    }

    /** Through the language: what fails once fails again, with an error of its own. */
    @Test
    void aBrokenModuleFailsEachTime() throws Exception {
        org.graalvm.polyglot.Source broken = org.graalvm.polyglot.Source.newBuilder("wasm", "(module (func (drop)))", "broken")
                        .mimeType("application/wasm-text").build();
        for (int i = 0; i < 2; i++) {
            assertTrue(assertThrows(PolyglotException.class, () -> context.eval(broken)).isSyntaxError());
        }
    }
}
