package org.tilia.wasm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.tilia.wasm.module.ByteReader;
import org.tilia.wasm.module.Module;
import org.tilia.wasm.module.ModuleException;
import org.tilia.wasm.module.ModuleLimits;
import org.tilia.wasm.text.WatParser;

/** Whatever the bytes are: loading gives a module or a {@link ModuleException}, and soon. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HostileModuleTest {

    private static final int MUTATIONS = 10_000;
    private static final int LARGEST = 100_000;

    /** One of everything. */
    private static final String TEXT = """
                    (module $m
                      (rec (type $s (sub (struct (field (mut i32)) (field i8) (field (ref null $a)))))
                           (type $a (array (mut (ref null $s)))))
                      (type $sub (sub $s (struct (field (mut i32)) (field i8) (field (ref null $a)) (field f64))))
                      (type $f (func (param i32) (result i32)))
                      (type $bytes (array (mut i8)))
                      (import "m" "f" (func $imported (type $f)))
                      (import "m" "g" (global $ig i32))
                      (table $t 3 10 funcref)
                      (table $u i64 1 externref)
                      (memory $m0 1 2)
                      (memory $m1 i64 1 4)
                      (tag $e (param i32))
                      (global $g (mut i64) (i64.add (i64.const 1) (i64.const 2)))
                      (global $r (ref null $s) (struct.new_default $s))
                      (export "run" (func $run))
                      (export "memory" (memory $m0))
                      (start $start)
                      (elem (table $t) (i32.const 0) func $run $imported)
                      (elem $passive funcref (ref.func $run) (ref.null func))
                      (elem declare func $start)
                      (func $start)
                      (func $run (type $f) (local $x i64) (local $s (ref null $s)) (local v128 f32 f64)
                        (local.set $x (i64.load32_s $m1 offset=4 (i64.const 8)))
                        (i32.store8 offset=3 (local.get 0) (i32.wrap_i64 (local.get $x)))
                        (block $b (result i32)
                          (loop $l (result i32)
                            (if (i32.eqz (local.get 0)) (then (br $l)) (else (nop)))
                            (br_table $b $b 2 (i32.const 1) (local.get 0))))
                        (block $h (result i32 exnref)
                          (try_table (result i32) (catch_ref $e $h) (throw $e (i32.const 1)))
                          (return_call $run))
                        (throw_ref)
                        (drop (call_indirect $t (type $f) (i32.const 1) (i32.const 2)))
                        (local.set $s (ref.cast (ref $sub) (global.get $r)))
                        (drop (struct.get_u $s 1 (local.get $s)))
                        (drop (array.new_data $bytes $d (i32.const 0) (i32.const 1)))
                        (drop (i8x16.shuffle 0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15
                          (v128.const i32x4 1 2 3 4) (i32x4.splat (local.get 0))))
                        (drop (i32.atomic.rmw.add (i32.const 0) (i32.const 1)))
                        (memory.copy $m0 $m0 (i32.const 0) (i32.const 1) (i32.const 2))
                        (memory.init $m0 $d (i32.const 0) (i32.const 0) (i32.const 1))
                        (table.init $t $passive (i32.const 0) (i32.const 0) (i32.const 1))
                        (drop (select (result f32) (f32.const 1) (f32.const nan) (i32.const 1)))
                        (i32.trunc_sat_f64_u (f64.const 1e10)))
                      (data $d "abc")
                      (data (memory $m0) (offset (global.get $ig)) "xyz")
                    )
                    """;

    private final List<byte[]> modules = new ArrayList<>();

    @BeforeAll
    void read() throws IOException {
        modules.add(WatParser.assemble(TEXT));
        Path root = Path.of("").toAbsolutePath();
        while (!Files.isDirectory(root.resolve("benchmarks").resolve("kernels"))) {
            root = root.getParent();
            assertNotNull(root, "the project's folder benchmarks/kernels is above the working directory");
        }
        for (String name : List.of("crc", "fib", "interp", "matmul", "sieve")) {
            modules.add(Files.readAllBytes(root.resolve("benchmarks").resolve("kernels").resolve(name + ".wasm")));
        }
        for (String name : List.of("add", "hello", "trap")) {
            modules.add(Files.readAllBytes(root.resolve("examples").resolve(name + ".wasm")));
        }
        modules.removeIf(bytes -> bytes.length > LARGEST);
    }

    /** Whether the bytes are a valid module; anything but a proper exception fails the test. */
    private static boolean load(byte[] bytes) {
        try {
            Module module = ModuleLoader.load(bytes, ModuleLimits.DEFAULT);
            assertEquals(module.functionTypes().length - module.importedFunctions(), module.bodies().size());
            return true;
        } catch (ModuleException e) {
            assertTrue(e.offset() >= -1 && e.offset() <= bytes.length, e.getMessage());
            assertTrue(e.kind() != ModuleException.Kind.MALFORMED || e.offset() >= 0, e.getMessage());
            return false;
        }
    }

    @Test
    void theModulesThemselvesAreValid() {
        assertTrue(modules.size() >= 6);
        for (byte[] module : modules) {
            assertEquals(ModuleLoader.load(module, ModuleLimits.DEFAULT).bytes(), module);
        }
    }

    @Test
    void everyTruncationIsAFaultWithAnOffset() {
        byte[] whole = modules.getFirst();
        BitSet boundaries = sectionBoundaries(whole);
        assertTrue(boundaries.cardinality() > 10);
        for (int length = 0; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            if (boundaries.get(length)) {
                load(cut);
                continue;
            }
            ModuleException e = assertThrows(ModuleException.class, () -> ModuleLoader.load(cut, ModuleLimits.DEFAULT));
            assertEquals(ModuleException.Kind.MALFORMED, e.kind());
            assertTrue(e.offset() >= 0 && e.offset() <= length, e.getMessage());
        }
    }

    /** Where a module may be cut and still consist of whole sections. */
    private static BitSet sectionBoundaries(byte[] module) {
        BitSet boundaries = new BitSet();
        ByteReader in = new ByteReader(module, 8, module.length);
        while (in.hasRemaining()) {
            boundaries.set(in.position());
            in.u8();
            in.skip(in.length());
        }
        return boundaries;
    }

    @Test
    void mutationsAreModulesOrFaults() {
        assertTimeout(Duration.ofSeconds(120), () -> {
            Random random = new Random(20);
            int valid = 0;
            for (int i = 0; i < MUTATIONS; i++) {
                byte[] bytes = modules.get(i % modules.size()).clone();
                int changes = 1 + random.nextInt(4);
                for (int change = 0; change < changes; change++) {
                    bytes = mutate(bytes, random);
                }
                if (load(bytes)) {
                    valid++;
                }
            }
            // both must happen, or the mutations test nothing
            assertTrue(valid > MUTATIONS / 100 && valid < MUTATIONS - MUTATIONS / 100, valid + " valid");
        });
    }

    private static byte[] mutate(byte[] bytes, Random random) {
        int at = 8 + random.nextInt(Math.max(1, bytes.length - 8));
        at = Math.min(at, bytes.length - 1);
        switch (random.nextInt(5)) {
            case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
            case 1 -> bytes[at] = (byte) random.nextInt();
            case 2 -> bytes[at] = (byte) 0xFF;
            case 3 -> {
                int length = Math.min(random.nextInt(8), bytes.length - at);
                System.arraycopy(bytes, random.nextInt(bytes.length - length), bytes, at, length);
            }
            default -> {
                byte[] shorter = Arrays.copyOf(bytes, bytes.length - 1);
                System.arraycopy(bytes, at + 1, shorter, at, shorter.length - at);
                return shorter;
            }
        }
        return bytes;
    }
}
