package org.tilia.wasm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Engine;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.Value;
import org.junit.jupiter.api.Test;

/** Modules that are compiled and dropped leave nothing behind, and neither do instances. */
class UnloadingTest {

    private static final int MODULES = 10_000;
    private static final int WARM_UP = 1_000;
    private static final long TOLERANCE_BYTES = 4L << 20;

    /** The constant makes each module another one, so that no cache of sources serves two of them. */
    private static final String MODULE = """
                    (module
                      (memory 1)
                      (table 1 funcref)
                      (elem (i32.const 0) $add)
                      (func $add (param i32) (result i32) (i32.add (local.get 0) (i32.const 1)))
                      (func (export "run") (param i32) (result i32) (local i32)
                        (loop $again
                          (local.set 1 (call_indirect (param i32) (result i32) (call $add (local.get 1)) (i32.const 0)))
                          (i32.store (i32.const 8) (local.get 1))
                          (br_if $again (i32.lt_u (local.get 1) (local.get 0))))
                        (i32.add (local.get 1) (i32.const %d))))""";

    @Test
    void tenThousandModulesLeaveMetaspaceAndHeapFlat() throws Exception {
        try (Engine engine = Engine.newBuilder("wasm").option("engine.WarnInterpreterOnly", "false").build()) {
            for (int i = 0; i < WARM_UP; i++) {
                runAndDrop(engine, i);
            }
            collect(engine);
            long metaspace = usedMetaspace();
            long heap = usedHeap();
            for (int i = WARM_UP; i < MODULES; i++) {
                runAndDrop(engine, i);
            }
            collect(engine);
            long moreMetaspace = usedMetaspace() - metaspace;
            long moreHeap = usedHeap() - heap;
            assertTrue(moreMetaspace < TOLERANCE_BYTES, () -> "metaspace grew by " + moreMetaspace + " bytes");
            assertTrue(moreHeap < TOLERANCE_BYTES, () -> "the heap grew by " + moreHeap + " bytes");
        }
    }

    private static final int INSTANCES = 20_000;
    private static final int INSTANCES_AT_ONCE = 3_000;

    /** The limit for memories fails the test if those of dropped instances stay. */
    @Test
    void twentyThousandInstancesLeaveMemoryFlat() {
        try (Context context = Context.newBuilder("wasm").allowExperimentalOptions(true).option("engine.WarnInterpreterOnly", "false")
                        .option("wasm.CompileThreshold", "0").option("wasm.MaxMemory", INSTANCES_AT_ONCE * 64 + "KB").build()) {
            Source source = Source.newBuilder("wasm", MODULE.formatted(1), "module").mimeType("application/wasm-text").buildLiteral();
            Value module = context.eval(source);
            instantiate(module, WARM_UP);
            System.gc();
            long metaspace = usedMetaspace();
            long heap = usedHeap();
            instantiate(module, INSTANCES);
            System.gc();
            long moreMetaspace = usedMetaspace() - metaspace;
            long moreHeap = usedHeap() - heap;
            assertTrue(moreMetaspace < TOLERANCE_BYTES, () -> "metaspace grew by " + moreMetaspace + " bytes");
            assertTrue(moreHeap < TOLERANCE_BYTES, () -> "the heap grew by " + moreHeap + " bytes");
        }
    }

    private static void instantiate(Value module, int count) {
        for (int i = 0; i < count; i++) {
            assertEquals(11, module.newInstance().getMember("exports").getMember("run").execute(10).asInt());
        }
    }

    /** What is weakly held is swept when the next module is made. */
    private static void collect(Engine engine) throws Exception {
        System.gc();
        runAndDrop(engine, MODULES);
        System.gc();
    }

    private static void runAndDrop(Engine engine, int number) throws Exception {
        try (Context context = Context.newBuilder("wasm").engine(engine).allowExperimentalOptions(true)
                        .option("wasm.CompileThreshold", "0").option("wasm.LoopThreshold", "0").build()) {
            Source source = Source.newBuilder("wasm", MODULE.formatted(number), "module").mimeType("application/wasm-text").build();
            Value exports = context.eval(source).newInstance().getMember("exports");
            assertEquals(100 + number, exports.getMember("run").execute(100).asInt());
        }
    }

    private static long usedMetaspace() {
        return ManagementFactory.getMemoryPoolMXBeans().stream().filter(pool -> pool.getName().equals("Metaspace"))
                        .mapToLong(UnloadingTest::used).findFirst().orElseThrow();
    }

    private static long used(MemoryPoolMXBean pool) {
        return pool.getUsage().getUsed();
    }

    private static long usedHeap() {
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
