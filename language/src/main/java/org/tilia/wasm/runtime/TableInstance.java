package org.tilia.wasm.runtime;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import org.tilia.wasm.module.TableType;
import org.tilia.wasm.trap.Trap;
import org.tilia.wasm.trap.TrapKind;

/**
 * A table (spec 4.2.6). Indices and counts are unsigned; those of 32-bit tables come zero-extended.
 *
 * <p>The array is as long as the table: one field holds both, and so a call that races with a growth sees a whole table.
 */
public final class TableInstance extends StoreObject {

    private final TableType declared;
    private final ResolvedType elementType;
    private final long maximum;
    private final Charge charge;
    private Object[] elements;

    /**
     * @param elementType what {@code declared.element()} means
     * @param budget how many elements there may be, in this table and others
     * @param initial what every element starts as; null is the null reference
     * @throws AllocationException when the initial size is more than the host allows
     */
    public TableInstance(TableType declared, ResolvedType elementType, Budget budget, Object initial) {
        this.declared = declared;
        this.elementType = elementType;
        this.maximum = Sizes.maximum(declared.limits(), StoreLimits.LARGEST_TABLE);
        this.charge = charge(initialSize(declared), budget);
        this.elements = allocate((int) charge.amount());
        charge.endsWith(this);
        if (initial != null) {
            Arrays.fill(elements, initial);
        }
    }

    private Object[] allocate(int size) {
        try {
            return new Object[size];
        } catch (OutOfMemoryError e) {
            charge.subtract(size);
            throw AllocationException.of("the host has no room for a table of " + size + " elements");
        }
    }

    private static long initialSize(TableType type) {
        long minimum = type.limits().minimum();
        if (Long.compareUnsigned(minimum, StoreLimits.LARGEST_TABLE) > 0) {
            throw AllocationException.of("a table of " + Long.toUnsignedString(minimum) + " elements is larger than the limit of "
                            + StoreLimits.LARGEST_TABLE);
        }
        return minimum;
    }

    private static Charge charge(long size, Budget budget) {
        if (!budget.take(size)) {
            throw AllocationException.of("cannot allocate a table of " + size + " elements: the limit for all tables together is "
                            + budget.limit() + ", and " + budget.used() + " are in use (wasm.MaxTableElements)");
        }
        return new Charge(budget, size);
    }

    /** The type that the table was made with; its size may have grown since. */
    public TableType declaredType() {
        return declared;
    }

    /** The type of the elements. */
    public ResolvedType elementType() {
        return elementType;
    }

    /** The number of elements. */
    public int size() {
        return elements.length;
    }

    /** An element. */
    public Object get(long index) {
        Object[] array = elements;
        if (index < 0 || index >= array.length) {
            throw outOfBounds(array, index, 1);
        }
        return array[(int) index];
    }

    /** Replaces an element. */
    public void set(long index, Object value) {
        Object[] array = elements;
        if (index < 0 || index >= array.length) {
            throw outOfBounds(array, index, 1);
        }
        array[(int) index] = value;
    }

    /** The function that an indirect call of the expected type calls ({@code call_indirect}). */
    public WasmFunction function(long index, DefinedType expected) {
        Object[] array = elements;
        if (index < 0 || index >= array.length) {
            throw notCallable(array, index, expected);
        }
        WasmFunction function = (WasmFunction) array[(int) index];
        if (function == null || function.type() != expected && !function.type().isSubtypeOf(expected)) {
            throw notCallable(array, index, expected);
        }
        return function;
    }

    @TruffleBoundary
    private static Trap notCallable(Object[] array, long index, DefinedType expected) {
        if (index < 0 || index >= array.length) {
            return Trap.ofElement(TrapKind.UNDEFINED_ELEMENT, index, "the table has " + array.length);
        }
        if (!(array[(int) index] instanceof WasmFunction function)) {
            return Trap.ofElement(TrapKind.UNINITIALIZED_ELEMENT, index, "the reference is null");
        }
        return Trap.of(TrapKind.INDIRECT_CALL_TYPE_MISMATCH, "element " + Long.toUnsignedString(index) + " is a function "
                        + function.type() + ", called as " + expected);
    }

    /**
     * Adds elements.
     *
     * @return the old size, or −1 when the table cannot grow so far
     */
    @TruffleBoundary
    public synchronized long grow(long delta, Object value) {
        int old = elements.length;
        if (delta < 0 || delta > maximum - old || !charge.add(delta)) {
            return -1;
        }
        Object[] larger;
        try {
            larger = Arrays.copyOf(elements, (int) (old + delta));
        } catch (OutOfMemoryError _) {
            charge.subtract(delta);
            return -1;
        }
        Arrays.fill(larger, old, larger.length, value);
        // Who finds the larger array finds it filled.
        VarHandle.releaseFence();
        elements = larger;
        return old;
    }

    /** Sets a range of elements. */
    @TruffleBoundary
    public void fill(long start, Object value, long count) {
        Object[] array = elements;
        checkRange(array, start, count);
        Arrays.fill(array, (int) start, (int) (start + count), value);
    }

    /** Copies from another table, or within this one. */
    @TruffleBoundary
    public void copy(long target, TableInstance from, long source, long count) {
        Object[] array = elements;
        Object[] sourceArray = from.elements;
        checkRange(sourceArray, source, count);
        checkRange(array, target, count);
        System.arraycopy(sourceArray, (int) source, array, (int) target, (int) count);
    }

    /** Copies the items of a segment. */
    void init(long target, Object[] items, int source, int count) {
        Object[] array = elements;
        if (Sizes.isOutside(Integer.toUnsignedLong(source), Integer.toUnsignedLong(count), items.length)) {
            throw Trap.of(TrapKind.TABLE_OUT_OF_BOUNDS);
        }
        checkRange(array, target, Integer.toUnsignedLong(count));
        System.arraycopy(items, source, array, (int) target, count);
    }

    private static void checkRange(Object[] array, long start, long count) {
        if (Sizes.isOutside(start, count, array.length)) {
            throw outOfBounds(array, start, count);
        }
    }

    @TruffleBoundary
    private static Trap outOfBounds(Object[] array, long start, long count) {
        String range = Long.toUnsignedString(count) + (count == 1 ? " element at " : " elements at ") + Long.toUnsignedString(start);
        return Trap.of(TrapKind.TABLE_OUT_OF_BOUNDS, range + ", the table has " + array.length);
    }
}
