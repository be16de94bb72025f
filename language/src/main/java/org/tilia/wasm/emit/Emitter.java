package org.tilia.wasm.emit;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import org.tilia.wasm.module.ValueKind;

/**
 * Writes one JVM method. The JVM stack is empty between statements; an expression leaves its value on it.
 */
public abstract class Emitter {

    private static final int INSTANCE = 0;
    private static final int THREAD = 1;

    private final CodeBuilder code;

    protected Emitter(CodeBuilder code) {
        this.code = code;
    }

    /** The builder, for the instructions themselves. */
    public final CodeBuilder code() {
        return code;
    }

    /** Pushes argument 0, the instance. */
    public final void loadInstance() {
        code.aload(INSTANCE);
    }

    /** Pushes argument 1, the thread's state. */
    public final void loadThread() {
        code.aload(THREAD);
    }

    /** Pushes a slot of the frame. */
    public abstract void loadSlot(int slot, ValueKind kind);

    /** Pops a value into a slot of the frame. */
    public abstract void storeSlot(int slot, ValueKind kind);

    /** A JVM local that nothing else uses in the same statement. */
    public abstract int newLocal(ValueKind kind);

    /** Pushes a JVM local from {@link #newLocal}. */
    public abstract void loadLocal(int local, ValueKind kind);

    /** Pops into a JVM local from {@link #newLocal}. */
    public abstract void storeLocal(int local, ValueKind kind);

    /** Says that branches to this label, within this method, go to the returned place; the caller binds it. */
    public abstract Label declare(int label);

    /** Whether a branch to this label is a jump backwards, within this method. */
    public boolean continuesLoop(int label) {
        return false;
    }

    /**
     * Where a case of a switch goes that branches to this label. HotSpot counts iterations at jumps, not at switches, so a
     * case that continues a loop leads to a jump, which {@link #bindCases} emits behind the switch.
     */
    public Label caseTarget(int label) {
        return target(label);
    }

    /** Emits what the cases of the switch just emitted lead to; control does not fall into it. */
    public void bindCases() {
    }

    /** Where a branch to this label goes: a declared place, or an exit of the method that returns the label. */
    public abstract Label target(int label);

    /** Emits a statement: in place, or as a call where it became a method of its own. */
    public abstract void statement(Emittable statement);

    /**
     * As {@link #statement(Emittable)}.
     *
     * @param runs how often the tree ran it, as far as that was counted
     */
    public void statement(Emittable statement, int runs) {
        statement(statement);
    }

    /** Emits statements in sequence; neighbours may become one method of their own. */
    public void statements(Emittable[] statements) {
        for (Emittable statement : statements) {
            statement(statement);
        }
    }

    /**
     * Emits a loop, which polls at its start; branches to the label lead to the next iteration.
     *
     * @param runs as in {@link #statement(Emittable, int)}
     * @param hot whether it is known that it iterates often
     * @param nest whether there are loops in it
     */
    public abstract void loop(int label, Emittable body, int runs, boolean hot, boolean nest);

    /**
     * Emits segments of which the first is entered, and each of the others is reached from the one before it or by a branch.
     *
     * @param outermost the label behind the last segment; {@code outermost + n} is that before the last {@code n}
     * @param runs how often the tree ran each, as far as that was counted
     */
    public abstract void segments(Emittable[] segments, int outermost, int[] runs);

    /** Pops an index and branches to the label with that index, or to the last where there is none. */
    public abstract void branchTable(int[] labels);

    /** Says which offset of the module the next instructions come from, for stack traces. */
    public abstract void position(int offset);

    /** Emits the check by which a running loop can be stopped. */
    public abstract void poll();

    /** The class of compiled functions with this signature, whose {@code call} takes what its descriptor says. */
    public abstract ClassDesc entryClass(Signature signature);

    /** Calls a function that this module defines; instance, thread and direct arguments are on the stack. */
    public abstract void callFunction(int index, Signature signature);

    /** Turns the number on the stack into its bits as a long; leaves references alone. */
    public final void valueToBits(ValueKind kind) {
        switch (kind) {
            case I32 -> code.i2l();
            case F32 -> {
                invokeStatic(Float.class, "floatToRawIntBits", int.class, float.class);
                code.i2l();
            }
            case F64 -> invokeStatic(Double.class, "doubleToRawLongBits", long.class, double.class);
            case I64, V128, REF -> {
            }
        }
    }

    /** The reverse of {@link #valueToBits}. */
    public final void bitsToValue(ValueKind kind) {
        switch (kind) {
            case I32 -> code.l2i();
            case F32 -> {
                code.l2i();
                invokeStatic(Float.class, "intBitsToFloat", float.class, int.class);
            }
            case F64 -> invokeStatic(Double.class, "longBitsToDouble", double.class, long.class);
            case I64, V128, REF -> {
            }
        }
    }

    /** Calls a static method of the runtime or the semantics. */
    public final void invokeStatic(Class<?> owner, String name, Class<?> result, Class<?>... parameters) {
        code.invokestatic(describe(owner), name, type(result, parameters));
    }

    /** Calls a method of an object of the runtime. */
    public final void invokeVirtual(Class<?> owner, String name, Class<?> result, Class<?>... parameters) {
        code.invokevirtual(describe(owner), name, type(result, parameters));
    }

    /** Pushes a field of the object on the stack. */
    public final void getField(Class<?> owner, String name, Class<?> type) {
        code.getfield(describe(owner), name, describe(type));
    }

    /** Pops a value and an object and sets the object's field. */
    public final void putField(Class<?> owner, String name, Class<?> type) {
        code.putfield(describe(owner), name, describe(type));
    }

    /** The nominal descriptor of a class. */
    public static ClassDesc describe(Class<?> type) {
        return type.describeConstable().orElseThrow();
    }

    private static MethodTypeDesc type(Class<?> result, Class<?>... parameters) {
        ClassDesc[] described = new ClassDesc[parameters.length];
        for (int i = 0; i < described.length; i++) {
            described[i] = describe(parameters[i]);
        }
        return MethodTypeDesc.of(describe(result), described);
    }
}
