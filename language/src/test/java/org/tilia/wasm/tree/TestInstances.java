package org.tilia.wasm.tree;

import org.tilia.wasm.binary.BinaryDecoder;
import org.tilia.wasm.module.LoadPoll;
import org.tilia.wasm.module.ModuleLimits;
import org.tilia.wasm.runtime.Instance;
import org.tilia.wasm.runtime.LinearMemory;
import org.tilia.wasm.runtime.Linker;
import org.tilia.wasm.runtime.MemoryKind;
import org.tilia.wasm.runtime.StoreLimits;
import org.tilia.wasm.runtime.ThreadState;
import org.tilia.wasm.runtime.TypeRegistry;
import org.tilia.wasm.runtime.WasmEngine;
import org.tilia.wasm.runtime.WasmModule;
import org.tilia.wasm.runtime.WasmStore;
import org.tilia.wasm.text.WatParser;

/** Instances for nodes that need one. */
final class TestInstances {

    private static final byte[] PATTERN = new byte[65536];

    static {
        for (int i = 0; i < PATTERN.length; i++) {
            PATTERN[i] = (byte) (i * 167 + (i >> 8) * 31 + 0x83);
        }
    }

    private TestInstances() {
    }

    /** An instance of a module in the text format, which imports nothing. */
    static Instance of(String text, MemoryKind kind) {
        WasmEngine engine = new WasmEngine(null, new TypeRegistry(), kind, new WasmTreeBuilder(null), module -> null, null, null);
        WasmModule module = new WasmModule(BinaryDecoder.decode(WatParser.assemble(text), ModuleLimits.DEFAULT, LoadPoll.none()), "test", engine);
        ThreadState thread = new ThreadState(null, Integer.MAX_VALUE, null);
        return Linker.instantiate(module, (_, _) -> null, new WasmStore(engine, StoreLimits.DEFAULT, () -> thread, null));
    }

    /** The bytes of a memory. */
    static byte[] contents(LinearMemory memory) {
        byte[] bytes = new byte[Math.toIntExact(memory.byteSize())];
        memory.copyOut(0, bytes, 0, bytes.length);
        return bytes;
    }

    /** Fills a memory of one page with bytes of which no two neighbours are alike. */
    static void scramble(LinearMemory memory) {
        scramble(memory, Math.toIntExact(memory.byteSize()));
    }

    /** As {@link #scramble(LinearMemory)}, so many bytes at the beginning and at the end. */
    static void scramble(LinearMemory memory, int count) {
        memory.copyIn(0, PATTERN, 0, count);
        memory.copyIn(memory.byteSize() - count, PATTERN, 0, count);
    }

    /** So many bytes at the beginning and at the end. */
    static byte[] edges(LinearMemory memory, int count) {
        byte[] bytes = new byte[2 * count];
        memory.copyOut(0, bytes, 0, count);
        memory.copyOut(memory.byteSize() - count, bytes, count, count);
        return bytes;
    }
}
