package org.tilia.wasm.host;

import java.lang.invoke.MethodHandles;
import java.util.LinkedHashMap;
import java.util.Map;
import org.graalvm.polyglot.proxy.ProxyArray;
import org.tilia.wasm.runtime.HostItems;
import org.tilia.wasm.runtime.KnownProxy;

/**
 * A module of functions in Java, which guests import from by its name.
 *
 * <pre>{@code
 * HostModule env = HostModule.builder("env")
 *                 .function("log", (int number) -> System.out.println(number))
 *                 .function("print", Print.class, (caller, address, length) -> System.out.print(caller.memory().readString(address, length)))
 *                 .build();
 * Value instance = context.eval(source).newInstance(env);
 * }</pre>
 *
 * <p>A function's type follows from Java's: {@code int} and {@code boolean} are i32, {@code long} is i64, {@code float} f32,
 * {@code double} f64, {@link org.graalvm.polyglot.Value} is externref; a record is several results. A first parameter of the
 * type {@link Caller} is the guest that calls, and no parameter of the function. A guest whose import has another type is
 * refused when it is instantiated.
 *
 * <p>An exception that a function throws passes through the guest, which cannot catch it, to the host that called the guest:
 * {@code PolyglotException.asHostException()} is the same object.
 *
 * <p>A module is immutable, belongs to no context, and may be passed to any number of guests, by itself or in a map under
 * its name, among others. Other languages see an object with the functions as members. Its functions must be fit for as
 * many threads as call them. No rights have to be granted for it ({@code HostAccess}): passing it is the grant.
 */
public final class HostModule implements KnownProxy {

    private final HostItems items;

    HostModule(String name, Map<String, Object> items) {
        this.items = new HostItems(name, new LinkedHashMap<>(items));
    }

    /** Starts a module with the name that guests import from. */
    public static HostModuleBuilder builder(String name) {
        return new HostModuleBuilder(name);
    }

    /**
     * A module of all public methods of an object that are annotated with {@code @HostAccess.Export}, by their names.
     *
     * @param lookup {@code MethodHandles.lookup()} of a class that may call them
     */
    public static HostModule of(String name, MethodHandles.Lookup lookup, Object implementation) {
        return builder(name).methods(lookup, implementation).build();
    }

    /** The name that guests import from. */
    public String name() {
        return items.module();
    }

    @Override
    public Object self() {
        return items;
    }

    /** Where the module stands for all imports, it is found under its own name. */
    @Override
    public Object find(String member) {
        Object item = items.items().get(member);
        return item == null && member.equals(name()) ? this : item;
    }

    @Override
    public Object getMemberKeys() {
        return ProxyArray.fromArray(items.items().keySet().toArray());
    }

    @Override
    public String toString() {
        return "host module " + name();
    }
}
