package org.tilia.wasm.interop;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.interop.InteropLibrary;
import com.oracle.truffle.api.interop.UnknownIdentifierException;
import com.oracle.truffle.api.library.ExportLibrary;
import com.oracle.truffle.api.library.ExportMessage;
import org.tilia.wasm.runtime.ImportResolver;
import org.tilia.wasm.runtime.Linker;
import org.tilia.wasm.runtime.WasmEngine;
import org.tilia.wasm.runtime.WasmModule;
import org.tilia.wasm.runtime.WasmStore;
import org.tilia.wasm.trap.Trap;

/**
 * A module in a context, as others see it. It makes instances: {@code module.newInstance(imports…)}, where each argument
 * holds imports by module and name; the context's built-in modules come after all of them. {@code module.inspect(imports…)}
 * tells what it is, and why it cannot be instantiated so ({@link Inspection}).
 */
@ExportLibrary(InteropLibrary.class)
public final class ModuleObject extends GuestObject {

    private static final String NEW_INSTANCE = "newInstance";
    private static final String IMPORTS = "imports";
    private static final String EXPORTS = "exports";
    private static final String CUSTOM_SECTIONS = "customSections";
    private static final String BYTES = "bytes";
    private static final String INSPECT = "inspect";

    private final WasmModule module;
    private final WasmStore store;
    private final ImportResolver builtins;

    /** @param builtins where imports are looked for that the arguments do not give */
    public ModuleObject(WasmModule module, WasmStore store, ImportResolver builtins) {
        this.module = module;
        this.store = store;
        this.builtins = builtins;
    }

    public WasmModule module() {
        return module;
    }

    @Override
    WasmEngine engine() {
        return module.engine();
    }

    @ExportMessage
    boolean isInstantiable() {
        return true;
    }

    @ExportMessage
    @TruffleBoundary
    Object instantiate(Object[] imports) {
        try {
            return new InstanceObject(Linker.instantiate(module, resolver(imports), store));
        } catch (Trap trap) {
            throw Traps.leaving(trap);
        }
    }

    @ExportMessage
    boolean hasMembers() {
        return true;
    }

    @ExportMessage
    Object getMembers(@SuppressWarnings("unused") boolean includeInternal) {
        return new ArrayObject(NEW_INSTANCE, INSPECT, IMPORTS, EXPORTS, CUSTOM_SECTIONS, BYTES);
    }

    @ExportMessage
    @TruffleBoundary
    boolean isMemberReadable(String member) {
        return switch (member) {
            case NEW_INSTANCE, INSPECT, IMPORTS, EXPORTS, CUSTOM_SECTIONS, BYTES -> true;
            default -> false;
        };
    }

    @ExportMessage
    @TruffleBoundary
    Object readMember(String member) throws UnknownIdentifierException {
        return switch (member) {
            case NEW_INSTANCE, INSPECT -> new Method(this, member);
            case IMPORTS -> Descriptions.imports(module);
            case EXPORTS -> Descriptions.exports(module);
            case CUSTOM_SECTIONS -> Descriptions.customSections(module);
            case BYTES -> new BytesObject(module.definition().bytes(), 0, module.definition().bytes().length);
            default -> throw UnknownIdentifierException.create(member);
        };
    }

    @ExportMessage
    @TruffleBoundary
    boolean isMemberInvocable(String member) {
        return member.equals(NEW_INSTANCE) || member.equals(INSPECT);
    }

    @ExportMessage
    @TruffleBoundary
    Object invokeMember(String member, Object[] arguments) throws UnknownIdentifierException {
        if (!isMemberInvocable(member)) {
            throw UnknownIdentifierException.create(member);
        }
        return invoke(member, arguments);
    }

    private Object invoke(String method, Object[] arguments) {
        return method.equals(INSPECT) ? Inspection.of(module, resolver(arguments)) : instantiate(arguments);
    }

    private ImportResolver resolver(Object[] imports) {
        return new ForeignImports(imports, store.embedder(), builtins);
    }

    @Override
    public String toString() {
        return "module " + module.name();
    }

    /** A member that can be invoked, as a value. */
    @ExportLibrary(InteropLibrary.class)
    static final class Method extends GuestObject {

        private final ModuleObject module;
        private final String name;

        Method(ModuleObject module, String name) {
            this.module = module;
            this.name = name;
        }

        @Override
        WasmEngine engine() {
            return module.engine();
        }

        @ExportMessage
        boolean isExecutable() {
            return true;
        }

        @ExportMessage
        @TruffleBoundary
        Object execute(Object[] imports) {
            return module.invoke(name, imports);
        }

        @Override
        public String toString() {
            return name + " of " + module;
        }
    }
}
