package org.tilia.wasm.interop;

import com.oracle.truffle.api.RootCallTarget;
import com.oracle.truffle.api.Truffle;
import com.oracle.truffle.api.TruffleContext;
import com.oracle.truffle.api.TruffleLanguage.Env;
import com.oracle.truffle.api.exception.AbstractTruffleException;
import com.oracle.truffle.api.interop.InteropException;
import com.oracle.truffle.api.interop.InteropLibrary;
import com.oracle.truffle.api.nodes.LanguageInfo;
import com.oracle.truffle.api.source.Source;
import java.util.Map;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.proxy.ProxyExecutable;
import org.tilia.wasm.runtime.Embedder;
import org.tilia.wasm.runtime.KnownProxy;
import org.tilia.wasm.runtime.Unchecked;
import org.tilia.wasm.runtime.WasmStore;

/** The host, by way of a polyglot context. */
public final class ContextEmbedder implements Embedder {

    private static final InteropLibrary INTEROP = InteropLibrary.getUncached();

    /** Says of every call that is refused "invalid instantiation of foreign object", and nothing of what was wrong. */
    private static final String PYTHON = "python";
    private static final Source TYPE_ERROR = Source.newBuilder(PYTHON, "TypeError", "TypeError").internal(true).build();

    private final Env env;
    /** The language of Java's objects; null while it has not been asked for. */
    private Class<?> hostLanguage;

    public ContextEmbedder(Env env) {
        this.env = env;
    }

    /** Only a call from a guest to the host makes an exception of the host, so one is made that does nothing but throw. */
    @Override
    public AbstractTruffleException exception(Throwable thrown) {
        try {
            INTEROP.execute(env.asGuestValue((ProxyExecutable) _ -> {
                throw Unchecked.rethrow(thrown);
            }));
        } catch (AbstractTruffleException e) {
            return e;
        } catch (InteropException e) {
            throw new AssertionError(e);
        }
        throw new AssertionError("a function that throws has returned", thrown);
    }

    @Override
    public Throwable thrownByHost(AbstractTruffleException exception) {
        return env.isHostException(exception) ? env.asHostException(exception) : null;
    }

    @Override
    public AbstractTruffleException refusal(String message) {
        if (!isCalledFrom(PYTHON) || !env.isPolyglotEvalAllowed(env.getPublicLanguages().get(PYTHON))) {
            return null;
        }
        try {
            INTEROP.throwException(INTEROP.instantiate(env.parsePublic(TYPE_ERROR).call(), message));
        } catch (AbstractTruffleException e) {
            return e;
        } catch (InteropException _) {
            // Its TypeError is none any more.
        }
        return null;
    }

    private static boolean isCalledFrom(String language) {
        LanguageInfo caller = Truffle.getRuntime().iterateFrames(frame -> ((RootCallTarget) frame.getCallTarget()).getRootNode().getLanguageInfo());
        return caller != null && caller.getId().equals(language);
    }

    @Override
    public TruffleContext context() {
        return env.getContext();
    }

    @Override
    public Value toHost(Object reference, WasmStore store) {
        return Context.getCurrent().asValue(Conversions.toForeign(reference, store));
    }

    @Override
    public Object toGuest(Object object) {
        return object == null ? null : env.asGuestValue(object);
    }

    /** Asks no other object than one of Java's, because asking may be seen. */
    @Override
    public Object known(Object foreign) {
        try {
            if (!isOfHost(foreign) || !INTEROP.hasMetaObject(foreign)) {
                return null;
            }
            Object type = INTEROP.getMetaObject(foreign);
            if (env.isHostObject(type) && env.asHostObject(type) instanceof Class<?> proxy && KnownProxy.class.isAssignableFrom(proxy)) {
                return env.asHostObject(INTEROP.readMember(foreign, KnownProxy.SELF));
            }
        } catch (InteropException _) {
            // An object that does not keep its word is none of ours.
        }
        return null;
    }

    @Override
    public boolean isClosedMap(Object foreign) {
        return env.isHostObject(foreign) && env.asHostObject(foreign) instanceof Map && !INTEROP.hasHashEntries(foreign);
    }

    private boolean isOfHost(Object foreign) throws InteropException {
        if (hostLanguage == null) {
            hostLanguage = INTEROP.getLanguage(env.asGuestValue((ProxyExecutable) _ -> null));
        }
        return INTEROP.hasLanguage(foreign) && INTEROP.getLanguage(foreign) == hostLanguage;
    }
}
