package org.tilia.wasm.runtime;

import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.proxy.ProxyArray;
import org.graalvm.polyglot.proxy.ProxyObject;

/**
 * A proxy that any language can use, and that this one looks behind: the member {@link #SELF}, which is not listed, is the
 * plain object of Java that the proxy stands for.
 */
public interface KnownProxy extends ProxyObject {

    /** The name of the member. */
    String SELF = "org.tilia.wasm.self";

    /** What the proxy stands for: no proxy itself. */
    Object self();

    /** A member that is listed, or null. */
    default Object find(@SuppressWarnings("unused") String member) {
        return null;
    }

    @Override
    default Object getMemberKeys() {
        return ProxyArray.fromArray();
    }

    @Override
    default Object getMember(String key) {
        return key.equals(SELF) ? self() : find(key);
    }

    @Override
    default boolean hasMember(String key) {
        return key.equals(SELF) || find(key) != null;
    }

    @Override
    default void putMember(String key, Value value) {
        throw new UnsupportedOperationException(key + " is fixed");
    }
}
