package org.tilia.wasm.interop;

import com.oracle.truffle.api.interop.InteropLibrary;
import com.oracle.truffle.api.library.ExportLibrary;
import com.oracle.truffle.api.library.ExportMessage;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.tilia.wasm.data.RecordObject;
import org.tilia.wasm.runtime.HostBridge;
import org.tilia.wasm.runtime.WasmStore;

/**
 * The language's bindings in a context: the constructors {@code Memory}, {@code Table} and {@code Global}, and the instances
 * that sources were evaluated to, by the sources' names, where the option {@code wasm.EvalReturnsInstance} asks for that.
 */
@ExportLibrary(InteropLibrary.class)
public final class BindingsObject extends MemberObject {

    /** As older programs know the module that was evaluated first, whatever its source's name. */
    private static final String MAIN = "main";

    private final Map<String, ConstructorObject> constructors;
    private final ConcurrentMap<String, Object> instances = new ConcurrentHashMap<>();
    private final BridgeObject bridge;
    private volatile InstanceObject first;

    public BindingsObject(WasmStore store) {
        super(store);
        this.bridge = new BridgeObject(store);
        this.constructors = Map.of("Memory", ConstructorObject.memory(store), "Table", ConstructorObject.table(store), "Global",
                        ConstructorObject.global(store));
    }

    /** Binds an instance to the name of its source. */
    public synchronized void bind(String name, InstanceObject instance) {
        if (first == null) {
            first = instance;
        }
        instances.put(name, instance);
    }

    /** The bound instances by name: what instances that are linked by name import from. */
    public Object instances() {
        return new RecordObject(instances);
    }

    @Override
    TypeObject type() {
        return TypeObject.BINDINGS;
    }

    @Override
    Collection<String> members() {
        List<String> names = new ArrayList<>(constructors.keySet().stream().sorted().toList());
        instances.keySet().stream().sorted().filter(name -> !names.contains(name)).forEach(names::add);
        if (first != null && !names.contains(MAIN)) {
            names.add(MAIN);
        }
        return names;
    }

    @Override
    Object value(String member) {
        if (member.equals(HostBridge.MEMBER)) {
            return bridge;
        }
        Object found = constructors.get(member);
        if (found == null) {
            found = instances.get(member);
        }
        return found == null && member.equals(MAIN) ? first : found;
    }

    @ExportMessage
    boolean isScope() {
        return true;
    }

    @Override
    public String toString() {
        return "WebAssembly";
    }
}
