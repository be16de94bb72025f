package org.tilia.wasm.bytecode;

import com.oracle.truffle.api.TruffleSafepoint;
import com.oracle.truffle.api.nodes.Node;
import com.oracle.truffle.api.nodes.RootNode;
import java.lang.constant.ConstantDescs;
import java.lang.invoke.CallSite;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.MutableCallSite;
import java.lang.constant.DirectMethodHandleDesc;
import java.lang.constant.DynamicCallSiteDesc;
import java.lang.constant.MethodHandleDesc;
import java.lang.constant.MethodTypeDesc;
import org.tilia.wasm.emit.Emitter;

/**
 * The check that stops compiled loops.
 *
 * <p>All loops share one call site whose target does nothing, which the JVM compiles to nothing. Making it real throws
 * that code away, and every loop arrives at Truffle's safepoint in its next iteration, however hot it was. {@link PollRequest}
 * says when.
 */
public final class Polls {

    /** What a loop calls. */
    static final DynamicCallSiteDesc CALL_SITE = DynamicCallSiteDesc.of(
                    MethodHandleDesc.ofMethod(DirectMethodHandleDesc.Kind.STATIC, Emitter.describe(Polls.class), "bootstrap",
                                    MethodTypeDesc.of(ConstantDescs.CD_CallSite, ConstantDescs.CD_MethodHandles_Lookup,
                                                    ConstantDescs.CD_String, ConstantDescs.CD_MethodType)),
                    "poll", ConstantDescs.MTD_void);

    private static final MethodType TYPE = MethodType.methodType(void.class);
    private static final MethodHandle NOTHING = MethodHandles.empty(TYPE);
    private static final MethodHandle SAFEPOINT = findSafepoint();
    private static final MutableCallSite SITE = new MutableCallSite(NOTHING);
    private static final Node LOCATION = RootNode.createConstantNode(0);

    /** How many threads are to come to their safepoints. */
    private static int requests;

    private Polls() {
    }

    /** Links a loop; called by the JVM. */
    @SuppressWarnings("unused")
    public static CallSite bootstrap(MethodHandles.Lookup caller, String name, MethodType type) {
        return SITE;
    }

    /** Makes every compiled loop check. */
    static synchronized void request() {
        if (requests++ == 0) {
            setTarget(SAFEPOINT);
        }
    }

    /** Ends a request; loops stop checking with the last. */
    static synchronized void withdraw() {
        if (--requests == 0) {
            setTarget(NOTHING);
        }
    }

    private static void setTarget(MethodHandle target) {
        SITE.setTarget(target);
        MutableCallSite.syncAll(new MutableCallSite[]{SITE});
    }

    private static void safepoint() {
        TruffleSafepoint.poll(LOCATION);
    }

    private static MethodHandle findSafepoint() {
        try {
            return MethodHandles.lookup().findStatic(Polls.class, "safepoint", TYPE);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }
}
