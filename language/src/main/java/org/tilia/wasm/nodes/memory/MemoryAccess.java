package org.tilia.wasm.nodes.memory;

import com.oracle.truffle.api.CompilerDirectives;
import com.oracle.truffle.api.frame.VirtualFrame;
import org.tilia.wasm.emit.Emitter;
import org.tilia.wasm.module.AddressType;
import org.tilia.wasm.module.ValueKind;
import org.tilia.wasm.nodes.ExpressionNode;
import org.tilia.wasm.nodes.WasmNode;
import org.tilia.wasm.runtime.Instance;
import org.tilia.wasm.runtime.LinearMemory;
import org.tilia.wasm.trap.Trap;

/**
 * How one instruction reaches its memory: what is known before it runs.
 *
 * <p>The memory's class is the same for all of a tree's executions, so that no access is dispatched.
 */
public final class MemoryAccess {

    private final int index;
    private final Class<? extends LinearMemory> memoryClass;
    private final boolean wide;
    private final long offset;
    private final int position;

    /**
     * @param index of the memory
     * @param memoryClass of all memories that this index can stand for
     * @param type of its addresses
     * @param offset of the memory argument, unsigned; 0 where the instruction has none
     * @param position of the instruction in the module's bytes
     */
    public MemoryAccess(int index, Class<? extends LinearMemory> memoryClass, AddressType type, long offset,
                    int position) {
        this.index = index;
        this.memoryClass = memoryClass;
        this.wide = type == AddressType.I64;
        this.offset = offset;
        this.position = position;
    }

    public int index() {
        return index;
    }

    public long offset() {
        return offset;
    }

    /** Whether addresses are of kind i64. */
    public boolean isWide() {
        return wide;
    }

    /** The memory of the running instance. */
    public LinearMemory memory(VirtualFrame frame) {
        Instance instance = WasmNode.instance(frame);
        LinearMemory memory = index == 0 ? instance.memory0 : instance.memories[index];
        return CompilerDirectives.inCompiledCode() ? CompilerDirectives.castExact(memory, memoryClass) : memory;
    }

    /** Evaluates an address. */
    public long address(VirtualFrame frame, ExpressionNode address) {
        return wide ? address.executeI64(frame) : extend(address.executeI32(frame));
    }

    /** A 32-bit address is unsigned. */
    public static long extend(int address) {
        return address & 0xFFFF_FFFFL;
    }

    /** Says where a trap arose. */
    public Trap located(Trap trap) {
        return trap.at(position);
    }

    /** Pushes the memory. */
    public void emitMemory(Emitter emitter) {
        emitter.loadInstance();
        if (index == 0) {
            emitter.getField(Instance.class, "memory0", LinearMemory.class);
        } else {
            emitter.getField(Instance.class, "memories", LinearMemory[].class);
            emitter.code().loadConstant(index).aaload();
        }
        emitter.code().checkcast(Emitter.describe(memoryClass));
    }

    /** Pushes the memory, then the address and the offset. */
    public void emitAddress(Emitter emitter, ExpressionNode address) {
        emitMemory(emitter);
        address.emit(emitter);
        if (!wide) {
            emitter.code().i2l().loadConstant(0xFFFF_FFFFL).land();
        }
        emitter.code().loadConstant(offset);
    }

    /** Emits the call of a method that takes what {@link #emitAddress} pushed. */
    public void emitLoad(Emitter emitter, String method, Class<?> result) {
        emitCall(emitter, method, result, long.class, long.class);
    }

    /** Emits the call of a method that takes what {@link #emitAddress} pushed, and a value. */
    public void emitStore(Emitter emitter, String method, ValueKind value) {
        emitCall(emitter, method, void.class, long.class, long.class, switch (value) {
            case I32 -> int.class;
            case I64 -> long.class;
            case F32 -> float.class;
            case F64 -> double.class;
            case V128, REF -> throw new IllegalArgumentException("not a number: " + value);
        });
    }

    /** Emits the call of a method of the memory, which is on the stack before the arguments. */
    public void emitCall(Emitter emitter, String method, Class<?> result, Class<?>... parameters) {
        emitter.position(position);
        emitter.invokeVirtual(memoryClass, method, result, parameters);
    }
}
