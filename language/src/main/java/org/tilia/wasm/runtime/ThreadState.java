package org.tilia.wasm.runtime;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.TruffleSafepoint;
import com.oracle.truffle.api.TruffleSafepoint.Interrupter;
import com.oracle.truffle.api.TruffleSafepoint.InterruptibleFunction;
import java.util.List;
import org.tilia.wasm.module.ValueKind;
import org.tilia.wasm.trap.Trap;
import org.tilia.wasm.trap.TrapKind;

/**
 * What a thread carries through guest code: argument 1 of every function, next to the instance.
 *
 * <p>A function returns its first result; the others lie here, by their index, until the caller has taken them. They
 * must be taken before the next call.
 */
public final class ThreadState {

    private static final int INITIAL_RESULTS = 16;

    /** A slot takes a number, a reference and a tag; a frame as much as some slots for its headers and arguments. */
    private static final int SLOT_BYTES = 17;
    private static final int FRAME_SLOTS = 8;
    private static final long MAXIMUM_FRAME_BYTES = 256L << 20;
    /** How many slots the frames of a thread may have that lie in the Java heap, where the Java stack does not limit them. */
    private static final int MAXIMUM_SLOTS = (int) (Math.min(MAXIMUM_FRAME_BYTES, Runtime.getRuntime().maxMemory() / 8) / SLOT_BYTES);

    /** How many bytes or elements of a range cost as much as an instruction. */
    private static final int RANGE_PER_FUEL = 64;

    /** Results that are numbers, as bits; index 0 is unused. */
    public long[] primitiveResults = new long[INITIAL_RESULTS];
    /** Results that are references; index 0 is unused. */
    public Object[] referenceResults = new Object[INITIAL_RESULTS];

    /** Arguments that are numbers, as bits, where a call has more than fit; by parameter index. */
    public long[] primitiveArguments = new long[0];
    /** Arguments that are references, likewise. */
    public Object[] referenceArguments = new Object[0];

    /** Makes the thread's compiled code come to Truffle's safepoint; null where no code is compiled. */
    private final Interrupter interrupter;
    /** Whether Truffle calls the interrupter now. */
    private boolean interruptible;
    /** How many calls from outside are on the stack. */
    int entries;
    /** The program with threads that the outermost call is in; null where there is none, and in threads that a guest has started. */
    GuestProgram program;
    /** The way of the last exception that left compiled code; or null. */
    GuestStackTrace trace;

    /** How many slots the frames have that are counted. */
    int slots;
    /** How many frames are on the stack that are counted. */
    int depth;
    private final int maximumDepth;

    /** What is left of the thread's share of the fuel; 0 where none is counted. */
    long fuel;
    /** Null where fuel is not counted. */
    private final FuelTank tank;

    /**
     * @param interrupter makes the thread's compiled code come to Truffle's safepoint; null where no code is compiled
     * @param maximumDepth how many frames may be on the stack, where they are counted
     * @param tank where the thread takes its fuel from; null where that is not counted
     */
    public ThreadState(Interrupter interrupter, int maximumDepth, FuelTank tank) {
        this.tank = tank;
        this.interrupter = interrupter;
        this.maximumDepth = maximumDepth;
    }

    /** Whether code that does not look at Truffle's safepoint may be called as it is. */
    boolean isInterruptible() {
        return interruptible || interrupter == null;
    }

    /**
     * Calls code that may run for long without a look at Truffle's safepoint.
     *
     * <p>To Truffle the thread is blocked meanwhile: so it calls the interrupter as soon as anything waits for the thread, be
     * it the end of its context, an interrupt or an action of a tool, and compiled loops have nothing to ask.
     */
    @TruffleBoundary
    <T, R> R callInterruptibly(InterruptibleFunction<T, R> code, T argument) {
        interruptible = true;
        try {
            return TruffleSafepoint.getCurrent().setBlockedFunction(null, interrupter, code, argument, null, null);
        } finally {
            interruptible = false;
        }
    }

    /**
     * Counts a frame that lies in the heap, or any frame where calls are limited; {@link #leaveFrame} must follow, even where
     * this traps.
     *
     * @param count of its slots
     * @throws Trap when there are too many
     */
    public void enterFrame(int count) {
        slots += FRAME_SLOTS + count;
        depth++;
        if (depth > maximumDepth) {
            throw Trap.of(TrapKind.CALL_STACK_EXHAUSTED, "the limit is " + maximumDepth + " calls (wasm.MaxCallDepth)");
        }
        if (slots > MAXIMUM_SLOTS) {
            throw Trap.of(TrapKind.CALL_STACK_EXHAUSTED, "the calls' frames have " + slots + " locals and operands");
        }
    }

    /** The frame is gone. Where an overflow of the stack prevents the call, {@link GuestEntry} makes up for it. */
    public void leaveFrame(int count) {
        slots -= FRAME_SLOTS + count;
        depth--;
    }

    /**
     * Pays for instructions, where fuel is counted.
     *
     * @throws Trap when there is not enough left
     */
    public void burn(long cost) {
        fuel -= cost;
        if (fuel < 0) {
            refuel();
        }
    }

    /** Pays for a range of bytes or elements of this length, unsigned, and gives the length. */
    public int burnRange(int length) {
        burn(Integer.toUnsignedLong(length) / RANGE_PER_FUEL);
        return length;
    }

    /** As {@link #burnRange(int)}. */
    public long burnRange(long length) {
        burn(Long.divideUnsigned(length, RANGE_PER_FUEL));
        return length;
    }

    @TruffleBoundary
    private void refuel() {
        long owed = -fuel;
        fuel = 0;
        fuel = tank.take(owed);
    }

    /** The thread leaves the guest: what it has not burnt is for all. */
    void leaveFuel() {
        if (fuel != 0) {
            returnFuel();
        }
    }

    @TruffleBoundary
    private void returnFuel() {
        tank.giveBack(fuel);
        fuel = 0;
    }

    /** How deep the thread is in frames that are counted, for {@link #restore}. */
    public long mark() {
        return (long) slots << Integer.SIZE | depth;
    }

    /** Forgets the frames that are gone. */
    void restore(long mark) {
        slots = (int) (mark >> Integer.SIZE);
        depth = (int) mark;
    }

    /** Makes room for arguments up to this many. */
    public void reserveArguments(int count) {
        if (primitiveArguments.length < count) {
            primitiveArguments = new long[count];
            referenceArguments = new Object[count];
        }
    }

    /** All results of a call, boxed. */
    public Object[] results(Object first, List<ValueKind> kinds) {
        Object[] values = new Object[kinds.size()];
        for (int i = 1; i < values.length; i++) {
            values[i] = kinds.get(i) == ValueKind.REF ? referenceResults[i] : Values.fromBits(kinds.get(i), primitiveResults[i]);
        }
        if (values.length > 0) {
            values[0] = first;
        }
        return values;
    }

    /** Leaves a result behind the first to the caller; there is room for it. */
    public void leaveResult(int index, ValueKind kind, Object value) {
        if (kind == ValueKind.REF) {
            referenceResults[index] = value;
        } else {
            primitiveResults[index] = Values.toBits(value);
        }
    }

    /** Makes room for results up to this many. */
    public void reserveResults(int count) {
        if (primitiveResults.length < count) {
            primitiveResults = new long[count];
            referenceResults = new Object[count];
        }
    }
}
