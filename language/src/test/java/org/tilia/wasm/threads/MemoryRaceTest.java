package org.tilia.wasm.threads;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.Value;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Hosts that use a memory in all ways while its guest grows, fills and copies it, and while its context ends: whoever
 * touched freed memory would end this JVM, or see what belongs to others.
 */
class MemoryRaceTest {

    private static final int ROUNDS = 6;
    private static final int PAGE = 65536;
    /** How often each host uses the memory before the context is closed; they go on until that stops them. */
    private static final int USES = 50;

    private static final String GUEST = """
                    (module
                      (memory (export "memory") 1 64 %s)
                      (func (export "run") (local $size i32)
                        (loop $next
                          (drop (memory.grow (i32.const 1)))
                          (local.set $size (i32.shl (memory.size) (i32.const 16)))
                          (memory.fill (i32.sub (local.get $size) (i32.const 1024)) (i32.const 7) (i32.const 1024))
                          (memory.copy (i32.const 1024) (i32.sub (local.get $size) (i32.const 1024)) (i32.const 1024))
                          (i32.store (i32.sub (local.get $size) (i32.const 4)) (i32.const 0x07070707))
                          (br $next)))
                      (func (export "load") (param i32) (result i32) (i32.load (local.get 0))))
                    """;

    private interface Use {
        void run() throws Exception;
    }

    /** Uses the memory again and again, until the end of the context stops it. */
    private static FutureTask<Void> user(CountDownLatch used, Use use) {
        FutureTask<Void> task = new FutureTask<>(() -> {
            try {
                for (int i = 0;; i++) {
                    use.run();
                    if (i == USES) {
                        used.countDown();
                    }
                }
            } catch (PolyglotException e) {
                assertTrue(e.isCancelled(), e::toString);
            } catch (IllegalStateException closed) {
                assertTrue(closed.getMessage().contains("closed"), closed::toString);
            } finally {
                used.countDown();
            }
            return null;
        });
        new Thread(task).start();
        return task;
    }

    @ParameterizedTest
    @EnumSource
    void usesThatRaceWithGrowthAndTheEndTouchNothingElse(Form form) throws Exception {
        List<ByteBuffer> views = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            ByteBuffer kept = race(form, round % 2 == 0 ? "shared" : "");
            kept.putInt(0, -round);
            kept.putInt(1024, 0x07070707);
            views.add(kept);
            System.gc();
            // Memory of others, where freed memory would come back.
            try (ThreadedContext other = new ThreadedContext(form)) {
                other.module("(module (memory (export \"memory\") 64) (func $fill (memory.fill (i32.const 0) (i32.const 0x55) (i32.const 4194304))) (start $fill))").newInstance();
            }
            for (int i = 0; i < views.size(); i++) {
                ByteBuffer view = views.get(i);
                assertEquals(-i, view.getInt(0));
                view.putLong(view.capacity() - 8, i);
                assertEquals(i, view.getLong(view.capacity() - 8));
                assertEquals(0x07070707, view.getInt(1024));
            }
        }
    }

    /** Gives a view that outlives all else. */
    private static ByteBuffer race(Form form, String shared) throws Exception {
        ThreadedContext guest = new ThreadedContext(form);
        Value exports = guest.module(GUEST.formatted(shared)).newInstance().getMember("exports");
        Value memory = exports.getMember("memory");
        CountDownLatch used = new CountDownLatch(4);
        byte[] bytes = new byte[PAGE];
        byte[] own = new byte[PAGE];
        ByteBuffer[] last = new ByteBuffer[1];
        List<FutureTask<Void>> users = List.of(
                        user(new CountDownLatch(1), () -> exports.getMember("run").executeVoid()),
                        user(used, () -> {
                            ByteBuffer view = memory.getMember("buffer").asHostObject();
                            last[0] = view;
                            view.put(1024, (byte) 7);
                            view.get(view.capacity() - PAGE, own);
                            view.slice(0, 8).putInt(0, 1);
                        }),
                        user(used, () -> {
                            memory.readBuffer(memory.getBufferSize() - PAGE, bytes, 0, PAGE);
                            memory.writeBufferLong(ByteOrder.LITTLE_ENDIAN, 8, memory.readBufferLong(ByteOrder.BIG_ENDIAN, 8) + 1);
                        }),
                        user(used, () -> {
                            memory.invokeMember("writeString", 4000, "text");
                            memory.invokeMember("readString", 4000, 4);
                            memory.setArrayElement(memory.getArraySize() - 1, 7);
                        }),
                        user(used, () -> exports.invokeMember("load", 65532)));
        used.await();
        guest.cancel();
        for (FutureTask<Void> user : users) {
            user.get();
        }
        return last[0];
    }
}
