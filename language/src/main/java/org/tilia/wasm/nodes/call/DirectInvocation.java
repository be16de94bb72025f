package org.tilia.wasm.nodes.call;

import com.oracle.truffle.api.CompilerDirectives;
import com.oracle.truffle.api.frame.VirtualFrame;
import com.oracle.truffle.api.nodes.DirectCallNode;
import org.tilia.wasm.emit.Emitter;
import org.tilia.wasm.emit.Signature;
import org.tilia.wasm.nodes.ExpressionNode;
import org.tilia.wasm.runtime.CompiledEntry;
import org.tilia.wasm.runtime.GuestCode;

/** {@code call} of a function that the same module defines: the callee is known, its tree is built at the first call. */
public final class DirectInvocation extends Invocation {

    private final GuestCode callee;
    @Child private DirectCallNode call;

    public DirectInvocation(GuestCode callee, Signature signature, ExpressionNode[] arguments, int offset) {
        super(signature, arguments, offset);
        this.callee = callee;
    }

    @Override
    public Object execute(VirtualFrame frame) {
        Object[] arguments = evaluateArguments(frame);
        if (CompilerDirectives.inInterpreter()) {
            CompiledEntry compiled = callee.compiled();
            if (compiled != null) {
                return compiled.enter(arguments);
            }
        }
        if (call == null) {
            CompilerDirectives.transferToInterpreterAndInvalidate();
            call = insert(DirectCallNode.create(callee.callTarget()));
        }
        return call.call(arguments);
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
