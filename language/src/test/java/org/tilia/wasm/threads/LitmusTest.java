package org.tilia.wasm.threads;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.FutureTask;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.proxy.ProxyObject;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Programs in which threads race: what atomic accesses promise holds in every form of code and kind of memory. */
class LitmusTest {

    private static final String MEMORY = "(module (memory (export \"memory\") 1 32 shared))";

    private interface Task {
        void run(int thread) throws Exception;
    }

    /** Runs a task in several threads that start together. */
    private static void inThreads(int count, Task task) throws Exception {
        CyclicBarrier start = new CyclicBarrier(count);
        List<FutureTask<Void>> tasks = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int number = i;
            FutureTask<Void> future = new FutureTask<>(() -> {
                start.await();
                task.run(number);
                return null;
            });
            tasks.add(future);
            new Thread(null, future, "guest " + i, 16L << 20).start();
        }
        for (FutureTask<Void> future : tasks) {
            future.get();
        }
    }

    /** Makes an instance for each thread, around one shared memory. */
    private static Value[] instances(ThreadedContext guest, Value memory, int count, String text) {
        Value[] instances = new Value[count];
        Value module = guest.module("(module (import \"m\" \"memory\" (memory 1 32 shared)) " + text + ")");
        for (int i = 0; i < count; i++) {
            instances[i] = module.newInstance(ProxyObject.fromMap(java.util.Map.of("m", memory))).getMember("exports");
        }
        return instances;
    }

    private static Value memory(ThreadedContext guest) {
        return guest.module(MEMORY).newInstance().getMember("exports");
    }

    /** Whoever reads a flag sees all that was written before it was set. */
    @ParameterizedTest
    @EnumSource
    void messagePassing(Form form) throws Exception {
        int count = 10_000;
        try (ThreadedContext guest = new ThreadedContext(form)) {
            Value[] threads = instances(guest, memory(guest), 2, """
                            (func (export "send") (param $count i32) (local $i i32)
                              (loop $next
                                (local.set $i (i32.add (local.get $i) (i32.const 1)))
                                (i32.store offset=64 (i32.mul (local.get $i) (i32.const 4)) (i32.mul (local.get $i) (i32.const 7)))
                                (i32.atomic.store (i32.const 0) (local.get $i))
                                (br_if $next (i32.lt_u (local.get $i) (local.get $count)))))
                            (func (export "receive") (param $count i32) (result i32) (local $seen i32) (local $wrong i32)
                              (loop $next
                                (local.set $seen (i32.atomic.load (i32.const 0)))
                                (local.set $wrong (i32.add (local.get $wrong)
                                  (i32.and (i32.ne (local.get $seen) (i32.const 0))
                                    (i32.ne (i32.load offset=64 (i32.mul (local.get $seen) (i32.const 4)))
                                            (i32.mul (local.get $seen) (i32.const 7))))))
                                (br_if $next (i32.lt_u (local.get $seen) (local.get $count))))
                              (local.get $wrong))
                            """);
            inThreads(2, thread -> {
                if (thread == 0) {
                    threads[0].invokeMember("send", count);
                } else {
                    assertEquals(0, threads[1].invokeMember("receive", count).asInt(), "messages that came after their flag");
                }
            });
        }
    }

    /** Two threads write and then read what the other writes: at least one sees the other's. */
    @ParameterizedTest
    @EnumSource
    void storeBuffering(Form form) throws Exception {
        int count = 10_000;
        try (ThreadedContext guest = new ThreadedContext(form)) {
            Value memory = memory(guest);
            // At $mine and $other: a cell for each round; at $result: what this thread saw.
            Value[] threads = instances(guest, memory, 2, """
                            (func (export "run") (param $mine i32) (param $other i32) (param $result i32) (param $count i32) (local $i i32)
                              (loop $next
                                (i64.atomic.store (i32.add (local.get $mine) (local.get $i)) (i64.const 1))
                                (i32.store8 (i32.add (local.get $result) (i32.shr_u (local.get $i) (i32.const 3)))
                                  (i32.wrap_i64 (i64.atomic.load (i32.add (local.get $other) (local.get $i)))))
                                (local.set $i (i32.add (local.get $i) (i32.const 8)))
                                (br_if $next (i32.lt_u (local.get $i) (i32.mul (local.get $count) (i32.const 8))))))
                            (func (export "grow") (drop (memory.grow (i32.const 7))))
                            (func (export "unseen") (param $first i32) (param $second i32) (param $count i32) (result i32)
                              (local $i i32) (local $unseen i32)
                              (loop $next
                                (local.set $unseen (i32.add (local.get $unseen) (i32.eqz (i32.or
                                  (i32.load8_u (i32.add (local.get $first) (local.get $i)))
                                  (i32.load8_u (i32.add (local.get $second) (local.get $i)))))))
                                (local.set $i (i32.add (local.get $i) (i32.const 1)))
                                (br_if $next (i32.lt_u (local.get $i) (local.get $count))))
                              (local.get $unseen))
                            """);
            threads[0].invokeMember("grow");
            int[] cells = {0, 80_000};
            int[] results = {160_000, 170_000};
            inThreads(2, thread -> threads[thread].invokeMember("run", cells[thread], cells[1 - thread], results[thread], count));
            assertEquals(0, threads[0].invokeMember("unseen", results[0], results[1], count).asInt(), "rounds in which neither saw the other");
        }
    }

    /** Two threads write to two cells, two others read both, each in another order: they agree on which was written first. */
    @ParameterizedTest
    @EnumSource
    void independentReadsOfIndependentWrites(Form form) throws Exception {
        int count = 10_000;
        try (ThreadedContext guest = new ThreadedContext(form)) {
            Value memory = memory(guest);
            // At $cells: a cell for each round; at $results: bit 0 for what was read first, bit 1 for what was read second.
            Value[] threads = instances(guest, memory, 4, """
                            (func (export "write") (param $cells i32) (param $count i32)
                              (loop $next
                                (i32.atomic.store (local.get $cells) (i32.const 1))
                                (local.set $cells (i32.add (local.get $cells) (i32.const 4)))
                                (local.set $count (i32.sub (local.get $count) (i32.const 1)))
                                (br_if $next (local.get $count))))
                            (func (export "read") (param $first i32) (param $second i32) (param $results i32) (param $count i32) (local $seen i32)
                              (loop $next
                                (local.set $seen (i32.atomic.load (local.get $first)))
                                (i32.store8 (local.get $results)
                                  (i32.or (local.get $seen) (i32.shl (i32.atomic.load (local.get $second)) (i32.const 1))))
                                (local.set $first (i32.add (local.get $first) (i32.const 4)))
                                (local.set $second (i32.add (local.get $second) (i32.const 4)))
                                (local.set $results (i32.add (local.get $results) (i32.const 1)))
                                (local.set $count (i32.sub (local.get $count) (i32.const 1)))
                                (br_if $next (local.get $count))))
                            (func (export "grow") (drop (memory.grow (i32.const 7))))
                            (func (export "contradictions") (param $a i32) (param $b i32) (param $count i32) (result i32) (local $sum i32)
                              (loop $next
                                (local.set $sum (i32.add (local.get $sum) (i32.and
                                  (i32.eq (i32.load8_u (local.get $a)) (i32.const 1))
                                  (i32.eq (i32.load8_u (local.get $b)) (i32.const 1)))))
                                (local.set $a (i32.add (local.get $a) (i32.const 1)))
                                (local.set $b (i32.add (local.get $b) (i32.const 1)))
                                (local.set $count (i32.sub (local.get $count) (i32.const 1)))
                                (br_if $next (local.get $count)))
                              (local.get $sum))
                            """);
            threads[0].invokeMember("grow");
            int[] cells = {0, 40_000};
            int[] results = {80_000, 90_000};
            inThreads(4, thread -> {
                if (thread < 2) {
                    threads[thread].invokeMember("write", cells[thread], count);
                } else {
                    threads[thread].invokeMember("read", cells[thread - 2], cells[3 - thread], results[thread - 2], count);
                }
            });
            assertEquals(0, threads[0].invokeMember("contradictions", results[0], results[1], count).asInt(), "rounds in which the readers disagree");
        }
    }

    /** What a lock protects needs no atomic access: a lock of compare-and-exchange, wait and notify, as libraries have it. */
    @ParameterizedTest
    @EnumSource
    void aLockProtectsPlainData(Form form) throws Exception {
        int threadCount = 3;
        int count = 1_000;
        try (ThreadedContext guest = new ThreadedContext(form)) {
            // The lock at 0: 0 is free, 1 is taken, 2 is taken and somebody may wait.
            Value[] threads = instances(guest, memory(guest), threadCount, """
                            (func $lock
                              (if (i32.eqz (i32.atomic.rmw.cmpxchg (i32.const 0) (i32.const 0) (i32.const 1))) (then (return)))
                              (loop $again
                                (if (i32.eqz (i32.atomic.rmw.xchg (i32.const 0) (i32.const 2))) (then (return)))
                                (drop (memory.atomic.wait32 (i32.const 0) (i32.const 2) (i64.const -1)))
                                (br $again)))
                            (func $unlock
                              (if (i32.eq (i32.atomic.rmw.xchg (i32.const 0) (i32.const 0)) (i32.const 2))
                                (then (drop (memory.atomic.notify (i32.const 0) (i32.const 1))))))
                            (func (export "run") (param $count i32)
                              (loop $next
                                (call $lock)
                                (i64.store (i32.const 8) (i64.add (i64.load (i32.const 8)) (i64.const 1)))
                                (f64.store (i32.const 16) (f64.add (f64.load (i32.const 16)) (f64.const 0.5)))
                                (call $unlock)
                                (local.set $count (i32.sub (local.get $count) (i32.const 1)))
                                (br_if $next (local.get $count))))
                            (func (export "sum") (result f64) (f64.add (f64.convert_i64_s (i64.load (i32.const 8))) (f64.load (i32.const 16))))
                            """);
            inThreads(threadCount, thread -> threads[thread].invokeMember("run", count));
            assertEquals(1.5 * threadCount * count, threads[0].invokeMember("sum").asDouble());
        }
    }

    /** Counters of every width, by addition and by compare-and-exchange, lose nothing, and bytes beside them stay as they are. */
    @ParameterizedTest
    @EnumSource
    void counters(Form form) throws Exception {
        int threadCount = 3;
        int count = 2_000;
        String[] suffixes = {"i32.atomic.rmw8.%s_u", "i32.atomic.rmw16.%s_u", "i32.atomic.rmw.%s", "i64.atomic.rmw8.%s_u", "i64.atomic.rmw16.%s_u",
                        "i64.atomic.rmw32.%s_u", "i64.atomic.rmw.%s"};
        String[] loads = {"i32.load8_u", "i32.load16_u", "i32.load", "i64.load8_u", "i64.load16_u", "i64.load32_u", "i64.load"};
        long[] masks = {0xFF, 0xFFFF, 0xFFFF_FFFFL, 0xFF, 0xFFFF, 0xFFFF_FFFFL, -1};
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < suffixes.length; i++) {
            String type = suffixes[i].substring(0, 3);
            text.append("""
                            (func (export "add%1$d") (param $count i32)
                              (loop $next
                                (drop (%2$s (i32.const 8) (%4$s.const 1)))
                                (drop (%3$s (i32.const 16) (%4$s.const 3)))
                                (local.set $count (i32.sub (local.get $count) (i32.const 1)))
                                (br_if $next (local.get $count))))
                            (func (export "swap%1$d") (param $count i32) (local $old %4$s)
                              (loop $next
                                (local.set $old (%6$s (i32.const 24)))
                                (br_if $next (%4$s.ne (local.get $old)
                                  (%5$s (i32.const 24) (local.get $old) (%4$s.add (local.get $old) (%4$s.const 1)))))
                                (local.set $count (i32.sub (local.get $count) (i32.const 1)))
                                (br_if $next (local.get $count))))
                            """.formatted(i, suffixes[i].formatted("add"), suffixes[i].formatted("sub"), type, suffixes[i].formatted("cmpxchg"),
                            loads[i].replace(".load", ".atomic.load")));
        }
        text.append("""
                        (func (export "get") (param i32) (result i64) (i64.load (local.get 0)))
                        (func (export "clear") (memory.fill (i32.const 0) (i32.const 0) (i32.const 32)))
                        """);
        try (ThreadedContext guest = new ThreadedContext(form)) {
            Value[] threads = instances(guest, memory(guest), threadCount, text.toString());
            for (int i = 0; i < suffixes.length; i++) {
                int width = i;
                threads[0].invokeMember("clear");
                inThreads(threadCount, thread -> {
                    threads[thread].invokeMember("add" + width, count);
                    threads[thread].invokeMember("swap" + width, count);
                });
                long sum = (long) threadCount * count & masks[i];
                assertEquals(sum, threads[0].invokeMember("get", 8).asLong(), suffixes[i].formatted("add"));
                assertEquals(-3L * threadCount * count & masks[i], threads[0].invokeMember("get", 16).asLong(), suffixes[i].formatted("sub"));
                assertEquals(sum, threads[0].invokeMember("get", 24).asLong(), suffixes[i].formatted("cmpxchg"));
            }
        }
    }

    /** Threads that set, clear and flip bits of their own in one word never touch those of others. */
    @ParameterizedTest
    @EnumSource
    void bitsOfOneWord(Form form) throws Exception {
        int rounds = 2_000;
        try (ThreadedContext guest = new ThreadedContext(form)) {
            Value[] threads = instances(guest, memory(guest), 3, """
                            (func (export "or") (param $count i32)
                              (loop $next
                                (drop (i64.atomic.rmw.or (i32.const 0) (i64.const 0xF)))
                                (drop (i64.atomic.rmw.and (i32.const 0) (i64.const -10)))
                                (local.set $count (i32.sub (local.get $count) (i32.const 1)))
                                (br_if $next (local.get $count))))
                            (func (export "xor") (param $count i32)
                              (loop $next
                                (drop (i32.atomic.rmw16.xor_u (i32.const 2) (i32.const 0x55AA)))
                                (local.set $count (i32.sub (local.get $count) (i32.const 1)))
                                (br_if $next (local.get $count))))
                            (func (export "exchange") (param $count i32)
                              (loop $next
                                (drop (i32.atomic.rmw8.xchg_u (i32.const 1) (local.get $count)))
                                (local.set $count (i32.sub (local.get $count) (i32.const 1)))
                                (br_if $next (local.get $count))))
                            (func (export "get") (result i64) (i64.load (i32.const 0)))
                            """);
            String[] names = {"or", "xor", "exchange"};
            inThreads(3, thread -> threads[thread].invokeMember(names[thread], rounds + 1));
            assertEquals(0x55AA_0106L, threads[0].invokeMember("get").asLong());
        }
    }

    /** Two threads wake each other in turn. */
    @ParameterizedTest
    @EnumSource
    void pingPong(Form form) throws Exception {
        int rounds = 300;
        try (ThreadedContext guest = new ThreadedContext(form)) {
            Value[] threads = instances(guest, memory(guest), 2, """
                            (func (export "play") (param $me i32) (param $rounds i32) (local $turn i32)
                              (loop $again
                                (local.set $turn (i32.atomic.load (i32.const 4)))
                                (if (i32.eq (i32.and (local.get $turn) (i32.const 1)) (local.get $me))
                                  (then
                                    (i32.atomic.store (i32.const 4) (i32.add (local.get $turn) (i32.const 1)))
                                    (drop (memory.atomic.notify (i32.const 4) (i32.const 1))))
                                  (else
                                    (drop (memory.atomic.wait32 (i32.const 4) (local.get $turn) (i64.const -1)))))
                                (br_if $again (i32.lt_u (i32.atomic.load (i32.const 4)) (local.get $rounds)))))
                            (func (export "turns") (result i32) (i32.load (i32.const 4)))
                            """);
            inThreads(2, thread -> threads[thread].invokeMember("play", thread, rounds));
            assertEquals(rounds, threads[0].invokeMember("turns").asInt());
        }
    }

    /** A memory grows while others use it: the size that one is told is there for it, and all zero. */
    @ParameterizedTest
    @EnumSource
    void growth(Form form) throws Exception {
        try (ThreadedContext guest = new ThreadedContext(form)) {
            Value[] threads = instances(guest, memory(guest), 2, """
                            (func (export "grow") (local $size i32)
                              (loop $next
                                (local.set $size (i32.add (memory.grow (i32.const 1)) (i32.const 1)))
                                (i32.store (i32.sub (i32.shl (local.get $size) (i32.const 16)) (i32.const 4)) (local.get $size))
                                (i32.atomic.store (i32.const 0) (local.get $size))
                                (br_if $next (i32.lt_u (local.get $size) (i32.const 32)))))
                            (func (export "watch") (result i32) (local $size i32) (local $wrong i32)
                              (loop $next
                                (local.set $size (i32.atomic.load (i32.const 0)))
                                (if (local.get $size)
                                  (then
                                    (local.set $wrong (i32.add (local.get $wrong) (i32.or
                                      (i32.lt_u (memory.size) (local.get $size))
                                      (i32.or
                                        (i32.ne (i32.load (i32.sub (i32.shl (local.get $size) (i32.const 16)) (i32.const 4))) (local.get $size))
                                        (i32.load (i32.sub (i32.shl (local.get $size) (i32.const 16)) (i32.const 8)))))))))
                                (br_if $next (i32.lt_u (local.get $size) (i32.const 32))))
                              (local.get $wrong))
                            """);
            inThreads(2, thread -> {
                if (thread == 0) {
                    threads[0].invokeMember("grow");
                } else {
                    assertEquals(0, threads[1].invokeMember("watch").asInt());
                }
            });
        }
    }

    /** One instance in several threads: trees are built, become hot and are compiled while others run them. */
    @ParameterizedTest
    @EnumSource
    void oneInstanceInSeveralThreads(Form form) throws Exception {
        int functions = 40;
        StringBuilder text = new StringBuilder("(module (type $t (func (param i32) (result i32))) (table " + functions + " funcref) (elem (i32.const 0)");
        for (int i = 0; i < functions; i++) {
            text.append(" $f").append(i);
        }
        text.append(")");
        for (int i = 0; i < functions; i++) {
            text.append("""
                            (func $f%1$d (param i32) (result i32) (local $sum i32)
                              (loop $next
                                (local.set $sum (i32.add (local.get $sum) (i32.const %1$d)))
                                (local.set 0 (i32.sub (local.get 0) (i32.const 1)))
                                (br_if $next (local.get 0)))
                              (local.get $sum))
                            """.formatted(i));
        }
        text.append("""
                        (func (export "run") (param $turns i32) (result i32) (local $i i32) (local $sum i32)
                          (loop $next
                            (local.set $sum (i32.add (local.get $sum) (call_indirect (type $t) (local.get $turns) (local.get $i))))
                            (local.set $i (i32.add (local.get $i) (i32.const 1)))
                            (br_if $next (i32.lt_u (local.get $i) (i32.const %d))))
                          (local.get $sum)))
                        """.formatted(functions));
        try (ThreadedContext guest = new ThreadedContext(form)) {
            Value exports = guest.module(text.toString()).newInstance().getMember("exports");
            inThreads(4, _ -> {
                for (int turns = 1; turns <= 20; turns++) {
                    assertEquals(turns * functions * (functions - 1) / 2, exports.invokeMember("run", turns).asInt());
                }
            });
            assertNotEquals(0, exports.invokeMember("run", 1).asInt());
        }
    }
}
