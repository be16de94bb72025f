package org.tilia.wasm.interop;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.TruffleLanguage;
import com.oracle.truffle.api.interop.ArityException;
import com.oracle.truffle.api.interop.InteropLibrary;
import com.oracle.truffle.api.interop.UnsupportedTypeException;
import com.oracle.truffle.api.library.ExportLibrary;
import com.oracle.truffle.api.library.ExportMessage;
import org.tilia.wasm.module.AddressType;
import org.tilia.wasm.module.Limits;
import org.tilia.wasm.module.MemoryType;
import org.tilia.wasm.module.TableType;
import org.tilia.wasm.runtime.GlobalInstance;
import org.tilia.wasm.runtime.LinearMemory;
import org.tilia.wasm.runtime.ResolvedType;
import org.tilia.wasm.runtime.TableInstance;
import org.tilia.wasm.runtime.Values;
import org.tilia.wasm.runtime.WasmStore;

/** With this hosts make memories, tables and globals themselves, to give them to instances. It may be called with or without {@code new}. */
@ExportLibrary(InteropLibrary.class)
abstract class ConstructorObject extends TypeObject {

    private static final long MOST_PAGES_I32 = 1L << Integer.SIZE - MemoryType.DEFAULT_PAGE_SIZE_LOG2;

    final WasmStore store;

    private ConstructorObject(TypeObject type, WasmStore store) {
        super(type.toString());
        this.store = store;
    }

    /** Makes an object. */
    abstract Object make(Object[] arguments) throws ArityException, UnsupportedTypeException;

    /** {@code Memory({initial, maximum, shared, address})}; sizes are in pages of 64 KiB. */
    static ConstructorObject memory(WasmStore store) {
        return new ConstructorObject(MEMORY, store) {
            @Override
            Object make(Object[] arguments) throws ArityException {
                Descriptor descriptor = new Descriptor("memory", new Arguments("Memory", arguments, 1, 1).get(0));
                MemoryType type = new MemoryType(descriptor.address(), descriptor.limits(), descriptor.flag("shared"), MemoryType.DEFAULT_PAGE_SIZE_LOG2);
                check(type);
                LinearMemory memory = store.engine().memoryKind().allocate(type, store.memoryBudget());
                return Conversions.view(memory, store);
            }
        };
    }

    private static void check(MemoryType type) {
        Limits limits = type.limits();
        if (type.shared() && !limits.hasMaximum()) {
            throw new GuestError(GuestError.Kind.TYPE_ERROR, "a shared memory must have a maximum");
        }
        long most = Math.max(limits.minimum(), limits.hasMaximum() ? limits.maximum() : 0);
        if (type.address() == AddressType.I32 && most > MOST_PAGES_I32) {
            throw new GuestError(GuestError.Kind.RANGE_ERROR, "a memory addressed by i32 cannot have " + most + " pages, but at most " + MOST_PAGES_I32);
        }
    }

    /** {@code Table({element, initial, maximum, address}, value)}; elements without a value are null. */
    static ConstructorObject table(WasmStore store) {
        return new ConstructorObject(TABLE, store) {
            @Override
            Object make(Object[] values) throws ArityException, UnsupportedTypeException {
                Arguments arguments = new Arguments("Table", values, 1, 2);
                Descriptor descriptor = new Descriptor("table", arguments.get(0));
                TableType type = new TableType(descriptor.address(), descriptor.limits(), descriptor.element());
                ResolvedType element = ResolvedType.of(type.element());
                Object initial = TableObject.element(element, "Table", arguments, 1);
                return Conversions.view(new TableInstance(type, element, store.tableBudget(), initial), store);
            }
        };
    }

    /** {@code Global({value, mutable}, value)}; without a value it is 0 or null. */
    static ConstructorObject global(WasmStore store) {
        return new ConstructorObject(GLOBAL, store) {
            @Override
            Object make(Object[] values) throws ArityException, UnsupportedTypeException {
                Arguments arguments = new Arguments("Global", values, 1, 2);
                Descriptor descriptor = new Descriptor("global", arguments.get(0));
                ResolvedType type = ResolvedType.of(descriptor.valueType());
                Object initial = arguments.has(1) ? arguments.guest(1, type) : Values.zero(type.kind());
                return Conversions.view(new GlobalInstance(type, descriptor.flag("mutable"), initial), store);
            }
        };
    }

    @ExportMessage
    final boolean isInstantiable() {
        return true;
    }

    @ExportMessage
    final boolean isExecutable() {
        return true;
    }

    @ExportMessage(name = "instantiate")
    @ExportMessage(name = "execute")
    @TruffleBoundary
    final Object construct(Object[] arguments) throws ArityException, UnsupportedTypeException {
        try {
            return make(arguments);
        } catch (ArityException e) {
            throw Refusals.leaving(e, this, store);
        } catch (UnsupportedTypeException e) {
            throw Refusals.leaving(e, this, store);
        }
    }

    @ExportMessage
    final boolean hasLanguage() {
        return true;
    }

    @ExportMessage
    @SuppressWarnings("unchecked")
    final Class<? extends TruffleLanguage<?>> getLanguage() {
        return (Class<? extends TruffleLanguage<?>>) store.engine().language().getClass();
    }
}
