package org.tilia.wasm.runtime;

import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.proxy.Proxy;

/**
 * What the host's side and the context's side of this implementation tell each other: the language's bindings have a member
 * {@link #MEMBER}, which is not listed, and whose value is executed with a {@link Failure} or with a function of WebAssembly.
 * To guests and other languages none of these objects is of any use.
 */
public final class HostBridge {

    /** The name of the member. */
    public static final String MEMBER = "org.tilia.wasm.bridge";

    private HostBridge() {
    }

    /** The answer to a function. */
    public record Found(WasmFunction function) implements Proxy {
    }

    /** What a guest has thrown: it is thrown again, so that the polyglot API makes of it what hosts see. */
    public static final class Failure implements KnownProxy {

        /** No proxy, so that it passes as it is. */
        public record Thrown(Throwable cause) {
        }

        private final Thrown thrown;

        private Failure(Throwable thrown) {
            this.thrown = new Thrown(thrown);
        }

        @Override
        public Object self() {
            return thrown;
        }
    }

    /**
     * What the host sees of something that a guest, or the entering of its context, has thrown.
     *
     * @param bridge the member
     */
    public static RuntimeException seenByHost(Value bridge, Throwable thrown) {
        try {
            bridge.executeVoid(new Failure(thrown));
        } catch (RuntimeException seen) {
            return seen;
        }
        throw new AssertionError("was not thrown again", thrown);
    }
}
