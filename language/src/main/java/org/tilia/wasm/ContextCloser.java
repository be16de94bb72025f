package org.tilia.wasm;

import com.oracle.truffle.api.InstrumentInfo;
import com.oracle.truffle.api.TruffleContext;
import com.oracle.truffle.api.TruffleLanguage;
import com.oracle.truffle.api.instrumentation.TruffleInstrument;
import java.util.function.Supplier;
import org.graalvm.polyglot.SandboxPolicy;

/** Gives the language its contexts in a form in which it can close them, which Truffle grants to instruments only. */
@TruffleInstrument.Registration(id = ContextCloser.ID, name = "WebAssembly's limit of time", services = ContextCloser.Entered.class, internal = true, //
                sandbox = SandboxPolicy.UNTRUSTED)
public final class ContextCloser extends TruffleInstrument {

    static final String ID = "wasm-time-limit";

    /** The current context. */
    interface Entered extends Supplier<TruffleContext> {
    }

    @Override
    protected void onCreate(Env environment) {
        environment.registerService((Entered) environment::getEnteredContext);
    }

    /** The current context, which is the environment's. */
    static TruffleContext current(TruffleLanguage.Env environment) {
        InstrumentInfo instrument = environment.getInstruments().get(ID);
        return environment.lookup(instrument, Entered.class).get();
    }
}
