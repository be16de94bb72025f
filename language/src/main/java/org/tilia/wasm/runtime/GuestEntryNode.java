package org.tilia.wasm.runtime;

import com.oracle.truffle.api.CallTarget;
import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.exception.AbstractTruffleException;
import com.oracle.truffle.api.nodes.DirectCallNode;
import com.oracle.truffle.api.nodes.Node;
import java.lang.ref.Reference;

/**
 * As {@link GuestEntry#call}, of functions with the same code, and compiled together with the caller.
 *
 * <p>It writes nothing where all goes well and no fuel is counted, so that a small function costs no more than if it stood in the caller. So it
 * may take itself for the outermost entry; short of room, the next one outwards does what it cannot.
 */
public final class GuestEntryNode extends Node {

    /** In all contexts that share the code, or in none: even a call that is never made keeps a loop round it from being optimised. */
    private final boolean countsFuel;
    @Child private DirectCallNode call;

    private GuestEntryNode(boolean countsFuel, CallTarget target) {
        this.countsFuel = countsFuel;
        this.call = DirectCallNode.create(target);
    }

    /** For functions with the code of this one; null where nothing is compiled together. */
    @TruffleBoundary
    public static GuestEntryNode create(WasmFunction function) {
        Instance instance = function.instance();
        CallTarget target = CompilingRuntime.PRESENT ? function.code().target(instance) : null;
        return target == null ? null : new GuestEntryNode(instance.store().fuel() != null, target);
    }

    /** See {@link GuestEntry#call}. */
    public Object call(WasmFunction function, ThreadState thread, Object[] arguments) {
        arguments[0] = function.instance();
        arguments[1] = thread;
        long mark = thread.mark();
        try {
            return call.call(arguments);
        } catch (AbstractTruffleException e) {
            if (thread.entries == 0) {
                GuestStackTrace.left(e, thread);
            }
            throw e;
        } catch (StackExhaustion exhaustion) {
            thread.restore(mark);
            throw GuestEntry.overflowed(function, exhaustion.overflow(), thread.entries == 0);
        } catch (StackOverflowError overflow) {
            thread.restore(mark);
            throw GuestEntry.overflowed(function, overflow, thread.entries == 0);
        } finally {
            if (countsFuel) {
                thread.leaveFuel();
            }
            Reference.reachabilityFence(function);
        }
    }
}
