package org.tilia.wasm.interop;

import com.oracle.truffle.api.interop.InteropLibrary;
import com.oracle.truffle.api.interop.UnsupportedMessageException;
import java.util.stream.Stream;
import org.tilia.wasm.module.ExternalType;
import org.tilia.wasm.module.GlobalType;
import org.tilia.wasm.module.Import;
import org.tilia.wasm.runtime.Embedder;
import org.tilia.wasm.runtime.External;
import org.tilia.wasm.runtime.GlobalInstance;
import org.tilia.wasm.runtime.HostItems;
import org.tilia.wasm.runtime.ImportResolver;
import org.tilia.wasm.runtime.ResolvedType;
import org.tilia.wasm.runtime.TypedHostFunction;
import org.tilia.wasm.runtime.WasmModule;

/**
 * Imports out of objects of any language: each holds modules, and those hold imports, as members or as hash entries. An
 * instance stands for its exports, and a module of the embedder's for itself.
 */
final class ForeignImports implements ImportResolver {

    private static final InteropLibrary INTEROP = InteropLibrary.getUncached();

    private final Object[] sources;
    private final Embedder embedder;
    private final ImportResolver next;

    /** @param next where imports are looked for that no source has */
    ForeignImports(Object[] sources, Embedder embedder, ImportResolver next) {
        this.sources = sources;
        this.embedder = embedder;
        this.next = next;
    }

    @Override
    public External resolve(WasmModule module, Import request) {
        for (Object source : sources) {
            Object importedModule = readModule(unwrap(source), request.module());
            Object value = importedModule == null ? null : unwrap(readImport(importedModule, request.name()));
            if (value != null) {
                return external(value, module, request);
            }
        }
        return next.resolve(module, request);
    }

    /** A proxy of this language's is what stands behind it. */
    private Object unwrap(Object found) {
        Object known = found == null ? null : embedder.known(found);
        return known != null ? known : found;
    }

    /** An embedder's module may be given by itself: it knows its name. */
    private Object readModule(Object source, String name) {
        return source instanceof HostItems items ? items.module().equals(name) ? items : null : unwrap(find(source, name));
    }

    private Object readImport(Object module, String name) {
        return switch (module) {
            case HostItems items -> embedder.toGuest(items.items().get(name));
            case InstanceObject instance -> Lookup.find(instance.exports(), name);
            default -> find(module, name);
        };
    }

    private Object find(Object object, String name) {
        if (embedder.isClosedMap(object)) {
            throw new GuestError(GuestError.Kind.TYPE_ERROR, "imports are a java.util.Map, into which this context lets nobody look: "
                            + "allow it with HostAccess.Builder.allowMapAccess(true), or give ProxyObject.fromMap(map)");
        }
        return Lookup.find(object, name);
    }

    @Override
    public boolean provides(String module) {
        return Stream.of(sources).anyMatch(source -> readModule(unwrap(source), module) != null) || next.provides(module);
    }

    private External external(Object value, WasmModule module, Import request) {
        return switch (value) {
            case TypedHostFunction function -> new External.Host(request.module() + "." + request.name(), function.type(), function);
            case FunctionObject function -> new External.Stored(function.function());
            case MemoryObject memory -> new External.Stored(memory.memory());
            case TableObject table -> new External.Stored(table.table());
            case GlobalObject global -> new External.Stored(global.global());
            case TagObject tag -> new External.Stored(tag.tag());
            default -> foreign(value, module, request);
        };
    }

    private static External foreign(Object value, WasmModule module, Import request) {
        if (request.type() instanceof ExternalType.Function(int type) && INTEROP.isExecutable(value)) {
            String name = request.module() + "." + request.name();
            return new External.Host(name, null, new ForeignFunction(name, value, module.types()[type]));
        }
        if (request.type() instanceof GlobalType global && !global.mutable()) {
            return constant(value, ResolvedType.of(global.value(), module.types()), module);
        }
        return unfit(value, module);
    }

    private static External constant(Object value, ResolvedType type, WasmModule module) {
        try {
            return new External.Stored(new GlobalInstance(type, false, Conversions.toGuest(value, type)));
        } catch (ConversionException e) {
            return unfit(value, module);
        }
    }

    /** What belongs to another context looks as if it did fit. */
    private static External unfit(Object value, WasmModule module) {
        String text = Conversions.describe(value);
        return new External.Unfit(isOfOtherContext(value, module) ? text + " of another context" : text);
    }

    private static boolean isOfOtherContext(Object value, WasmModule module) {
        try {
            return !(value instanceof GuestObject) && INTEROP.hasMetaObject(value) && INTEROP.hasLanguage(value)
                            && INTEROP.getLanguage(value) == module.engine().language().getClass();
        } catch (UnsupportedMessageException _) {
            return false;
        }
    }
}
