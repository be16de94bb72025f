package org.tilia.wasm.runtime;

import com.oracle.truffle.api.TruffleStackTraceElement;
import com.oracle.truffle.api.exception.AbstractTruffleException;
import com.oracle.truffle.api.frame.Frame;
import com.oracle.truffle.api.frame.VirtualFrame;
import com.oracle.truffle.api.nodes.Node;
import com.oracle.truffle.api.nodes.RootNode;
import com.oracle.truffle.api.source.SourceSection;
import org.tilia.wasm.trap.Place;

/** Stands in stack traces for a call of a compiled function. */
final class FrameRoot extends RootNode {

    private final GuestFrame frame;

    FrameRoot(WasmEngine engine, GuestFrame frame) {
        super(engine.language());
        this.frame = frame;
    }

    GuestFrame frame() {
        return frame;
    }

    /**
     * Lets the exception pass, by which Truffle notes this frame in it.
     *
     * @param caller where the next frame, which Truffle adds by itself, is in its code; null where that is not known
     */
    void pass(AbstractTruffleException exception, GuestFrame caller) {
        try {
            getCallTarget().call(caller == null ? null : new Place(caller.offset()), exception);
        } catch (AbstractTruffleException passed) {
            assert passed == exception;
        }
    }

    @Override
    public Object execute(VirtualFrame virtualFrame) {
        throw (AbstractTruffleException) virtualFrame.getArguments()[0];
    }

    @Override
    public SourceSection getSourceSection() {
        return frame.code().section();
    }

    @Override
    protected Object translateStackTraceElement(TruffleStackTraceElement element) {
        return new FrameObject(frame);
    }

    @Override
    public String getName() {
        return frame.code().name();
    }

    @Override
    public String getQualifiedName() {
        return frame.code().module().name() + "." + frame.code().name();
    }

    @Override
    protected int findBytecodeIndex(Node node, Frame ignored) {
        return frame.offset();
    }
}
