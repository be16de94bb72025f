package org.tilia.wasm.nodes;

import com.oracle.truffle.api.CompilerDirectives;
import com.oracle.truffle.api.TruffleLanguage;
import com.oracle.truffle.api.frame.Frame;
import com.oracle.truffle.api.frame.FrameDescriptor;
import com.oracle.truffle.api.frame.VirtualFrame;
import com.oracle.truffle.api.nodes.Node;
import com.oracle.truffle.api.nodes.RootNode;
import org.tilia.wasm.nodes.control.SegmentedBlockNode;
import org.tilia.wasm.runtime.CompiledEntry;
import org.tilia.wasm.runtime.GuestCode;
import org.tilia.wasm.runtime.GuestLocation;
import org.tilia.wasm.runtime.GuestRoot;
import org.tilia.wasm.runtime.ThreadState;

/** The root of a function's tree. While it is interpreted, calls are counted, and a hot function is left to the JVM tier. */
public final class FunctionRootNode extends RootNode implements GuestRoot {

    /** Frames with more slots are counted: in the interpreter they lie in the heap, which a deep recursion could fill. */
    private static final int LARGE_FRAME = 64;

    private final GuestCode code;
    private final boolean largeFrame;
    private boolean connected;
    @Child private FunctionBodyNode body;

    public FunctionRootNode(TruffleLanguage<?> language, FrameDescriptor descriptor, GuestCode code, FunctionBodyNode body) {
        super(language, descriptor);
        this.code = code;
        this.body = body;
        this.largeFrame = descriptor.getNumberOfSlots() > LARGE_FRAME;
    }

    @Override
    public Object execute(VirtualFrame frame) {
        if (CompilerDirectives.inInterpreter()) {
            CompiledEntry compiled = code.countCall();
            if (compiled != null) {
                return compiled.enterForTree(frame.getArguments());
            }
            if (largeFrame) {
                return executeCounted(frame);
            }
        }
        return body.execute(frame);
    }

    private Object executeCounted(VirtualFrame frame) {
        ThreadState thread = WasmNode.thread(frame);
        int slots = frame.getFrameDescriptor().getNumberOfSlots();
        try {
            thread.enterFrame(slots);
            return body.execute(frame);
        } finally {
            thread.leaveFrame(slots);
        }
    }

    @Override
    protected boolean prepareForCompilation(boolean rootCompilation, int compilationTier, boolean lastTier) {
        if (!connected) {
            SegmentedBlockNode.connect(this);
            connected = true;
        }
        return true;
    }

    @Override
    public GuestCode code() {
        return code;
    }

    /** The function's body, for the JVM tier. */
    public FunctionBodyNode body() {
        return body;
    }

    /** The offset of the call that a frame is in. */
    @Override
    protected int findBytecodeIndex(Node node, Frame frame) {
        for (Node place = node; place != null; place = place.getParent()) {
            if (place instanceof GuestLocation location) {
                return location.offset();
            }
        }
        return -1;
    }

    @Override
    public String getName() {
        return code.name();
    }

    @Override
    public String toString() {
        return code.name();
    }
}
