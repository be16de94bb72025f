package org.tilia.wasm.interop;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.interop.InteropLibrary;
import com.oracle.truffle.api.library.ExportLibrary;
import com.oracle.truffle.api.library.ExportMessage;
import java.util.Collection;
import java.util.List;
import org.tilia.wasm.runtime.ImportResolver;
import org.tilia.wasm.runtime.WasmModule;
import org.tilia.wasm.runtime.WasmStore;

/**
 * A module in a context, as others see it. It makes instances: {@code module.newInstance(imports…)}, where each argument
 * holds imports by module and name; the context's built-in modules come after all of them. {@code module.inspect(imports…)}
 * tells what it is, and why it cannot be instantiated so ({@link Inspection}).
 */
@ExportLibrary(InteropLibrary.class)
public final class ModuleObject extends MemberObject {

    private static final InteropLibrary INTEROP = InteropLibrary.getUncached();
    private static final String NEW_INSTANCE = "newInstance";
    private static final String IMPORTS = "imports";
    private static final String EXPORTS = "exports";
    private static final String CUSTOM_SECTIONS = "customSections";
    private static final String BYTES = "bytes";
    private static final String INSPECT = "inspect";
    private static final List<String> MEMBERS = List.of(NEW_INSTANCE, INSPECT, IMPORTS, EXPORTS, CUSTOM_SECTIONS, BYTES);

    private final WasmModule module;
    private final ImportResolver builtins;

    /** @param builtins where imports are looked for that the arguments do not give */
    public ModuleObject(WasmModule module, WasmStore store, ImportResolver builtins) {
        super(store);
        this.module = module;
        this.builtins = builtins;
    }

    /** Where imports come from: the objects that are given, in their order, and then the built-in modules. */
    public static ImportResolver imports(WasmStore store, ImportResolver builtins, Object... given) {
        return new ForeignImports(given, store.embedder(), builtins);
    }

    public WasmModule module() {
        return module;
    }

    @Override
    TypeObject type() {
        return TypeObject.MODULE;
    }

    @ExportMessage
    boolean isInstantiable() {
        return true;
    }

    @ExportMessage
    @TruffleBoundary
    Object instantiate(Object[] imports) {
        return InstanceObject.of(module, checked(imports), store());
    }

    private ImportResolver checked(Object[] imports) {
        for (Object holder : imports) {
            if (!INTEROP.hasMembers(holder) && !INTEROP.hasHashEntries(holder) && !INTEROP.isNull(holder)) {
                throw new GuestError(GuestError.Kind.TYPE_ERROR, "imports are " + Conversions.describe(holder) + ", but must be an object or a map that holds modules");
            }
        }
        return imports(store(), builtins, imports);
    }

    @Override
    Collection<String> members() {
        return MEMBERS;
    }

    @Override
    boolean isMethod(String member) {
        return member.equals(NEW_INSTANCE) || member.equals(INSPECT);
    }

    @Override
    Object call(String method, Object[] arguments) {
        return method.equals(INSPECT) ? Inspection.of(module, checked(arguments)) : instantiate(arguments);
    }

    @Override
    Object value(String member) {
        return switch (member) {
            case IMPORTS -> Descriptions.imports(module);
            case EXPORTS -> Descriptions.exports(module);
            case CUSTOM_SECTIONS -> Descriptions.customSections(module);
            case BYTES -> new BytesObject(module.definition().bytes(), 0, module.definition().bytes().length);
            default -> null;
        };
    }

    @Override
    public String toString() {
        return "module " + module.name();
    }
}
