package org.tilia.wasm.nodes.call;

import com.oracle.truffle.api.CompilerDirectives;
import com.oracle.truffle.api.Truffle;
import com.oracle.truffle.api.TruffleRuntime;
import com.oracle.truffle.api.TruffleSafepoint;
import com.oracle.truffle.api.exception.AbstractTruffleException;
import com.oracle.truffle.api.frame.VirtualFrame;
import com.oracle.truffle.api.nodes.DirectCallNode;
import org.tilia.wasm.emit.Emitter;
import org.tilia.wasm.emit.Signature;
import org.tilia.wasm.runtime.CompilingRuntime;
import org.tilia.wasm.nodes.ExpressionNode;
import org.tilia.wasm.nodes.FunctionBodyNode;
import org.tilia.wasm.nodes.FunctionRootNode;
import org.tilia.wasm.runtime.CompiledEntry;
import org.tilia.wasm.runtime.GuestCode;

/**
 * {@code call} of a function that the same module defines: the callee is known, its tree is built at the first call.
 *
 * <p>Where Truffle's runtime compiles nothing, a call target would only cost: the callee's body is run in a frame that is
 * made here, its parameters and its result are not boxed.
 */
public final class DirectInvocation extends Invocation {

    private static final TruffleRuntime RUNTIME = Truffle.getRuntime();

    private final GuestCode callee;
    private FunctionRootNode tree;
    @Child private DirectCallNode call;

    public DirectInvocation(GuestCode callee, Signature signature, ExpressionNode[] arguments, int offset) {
        super(signature, arguments, offset);
        this.callee = callee;
    }

    @Override
    public Object execute(VirtualFrame frame) {
        FunctionBodyNode body = bodyToRun();
        if (body == null) {
            return executeCall(frame);
        }
        VirtualFrame own = calleeFrame(body, frame);
        try {
            return body.executeBoxed(own);
        } catch (AbstractTruffleException e) {
            throw tree.passed(e, thread(frame), this);
        }
    }

    @Override
    public int executeI32(VirtualFrame frame) {
        FunctionBodyNode body = bodyToRun();
        if (body == null) {
            return (int) executeCall(frame);
        }
        VirtualFrame own = calleeFrame(body, frame);
        try {
            return body.executeI32(own);
        } catch (AbstractTruffleException e) {
            throw tree.passed(e, thread(frame), this);
        }
    }

    @Override
    public long executeI64(VirtualFrame frame) {
        FunctionBodyNode body = bodyToRun();
        if (body == null) {
            return (long) executeCall(frame);
        }
        VirtualFrame own = calleeFrame(body, frame);
        try {
            return body.executeI64(own);
        } catch (AbstractTruffleException e) {
            throw tree.passed(e, thread(frame), this);
        }
    }

    @Override
    public float executeF32(VirtualFrame frame) {
        FunctionBodyNode body = bodyToRun();
        if (body == null) {
            return (float) executeCall(frame);
        }
        VirtualFrame own = calleeFrame(body, frame);
        try {
            return body.executeF32(own);
        } catch (AbstractTruffleException e) {
            throw tree.passed(e, thread(frame), this);
        }
    }

    @Override
    public double executeF64(VirtualFrame frame) {
        FunctionBodyNode body = bodyToRun();
        if (body == null) {
            return (double) executeCall(frame);
        }
        VirtualFrame own = calleeFrame(body, frame);
        try {
            return body.executeF64(own);
        } catch (AbstractTruffleException e) {
            throw tree.passed(e, thread(frame), this);
        }
    }

    /** The callee's body where it may be run without a call target; null where compiled code or Truffle takes the call. */
    private FunctionBodyNode bodyToRun() {
        if (CompilingRuntime.PRESENT || callee.countCall() != null) {
            return null;
        }
        if (tree == null) {
            tree = (FunctionRootNode) callee.callTarget().getRootNode();
        }
        return tree.mayBePassed() ? tree.body() : null;
    }

    /**
     * The callee's frame with its parameters. Its array of arguments is the caller's: nothing but the instance and the
     * thread's state, which are the same, is read from it.
     */
    private VirtualFrame calleeFrame(FunctionBodyNode body, VirtualFrame frame) {
        if (body.calls()) {
            TruffleSafepoint.poll(this);
        }
        VirtualFrame own = RUNTIME.createVirtualFrame(frame.getArguments(), tree.getFrameDescriptor());
        body.evaluateParameters(arguments, frame, own);
        return own;
    }

    private Object executeCall(VirtualFrame frame) {
        Object[] values = evaluateArguments(frame);
        if (CompilerDirectives.inInterpreter()) {
            CompiledEntry compiled = callee.compiled();
            if (compiled != null) {
                return compiled.enter(values);
            }
        }
        if (call == null) {
            CompilerDirectives.transferToInterpreterAndInvalidate();
            call = insert(DirectCallNode.create(callee.callTarget()));
        }
        return call.call(values);
    }

    @Override
    public void emit(Emitter emitter) {
        emitter.loadInstance();
        emitter.loadThread();
        emitArguments(emitter);
        emitter.position(offset());
        emitter.callFunction(callee.index(), signature);
    }
}
