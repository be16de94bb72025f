package org.tilia.wasm.nodes;

import com.oracle.truffle.api.CompilerDirectives;
import com.oracle.truffle.api.CompilerDirectives.CompilationFinal;
import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.TruffleLanguage;
import com.oracle.truffle.api.exception.AbstractTruffleException;
import com.oracle.truffle.api.frame.FrameDescriptor;
import com.oracle.truffle.api.frame.VirtualFrame;
import com.oracle.truffle.api.nodes.Node;
import org.tilia.wasm.nodes.control.SegmentedBlockNode;
import org.tilia.wasm.runtime.CompiledEntry;
import org.tilia.wasm.runtime.CompilingRuntime;
import org.tilia.wasm.runtime.GuestCode;
import org.tilia.wasm.runtime.GuestStackTrace;
import org.tilia.wasm.runtime.StackExhaustion;
import org.tilia.wasm.runtime.ThreadState;

/**
 * The root of a function's tree. While it is interpreted, calls are counted, and a hot function is left to the JVM tier.
 *
 * <p>Where there is that tier, Truffle compiles trees only into their callers: a tree that it compiles by itself just enters
 * what the JVM runs.
 */
public final class FunctionRootNode extends GuestRootNode {

    /** Frames with more slots are counted: in the interpreter they lie in the heap, which a deep recursion could fill. */
    private static final int LARGE_FRAME = 64;

    private final TruffleLanguage<?> language;
    private final boolean largeFrame;
    private final boolean countsCalls;
    private final boolean partiallyEvaluated;
    private boolean connected;
    /** What the JVM tier made of the function before Truffle compiled the tree by itself; or null. */
    @CompilationFinal private CompiledEntry replacement;
    private PassedCallRootNode passedCall;
    @Child private FunctionBodyNode body;

    /**
     * @param partiallyEvaluated whether Truffle may compile the tree
     * @param countsCalls whether each call is counted, in all code that the function becomes
     */
    public FunctionRootNode(TruffleLanguage<?> language, FrameDescriptor descriptor, GuestCode code, FunctionBodyNode body,
                    boolean partiallyEvaluated, boolean countsCalls) {
        super(language, descriptor, code);
        this.language = language;
        this.body = body;
        this.partiallyEvaluated = partiallyEvaluated;
        this.countsCalls = countsCalls;
        this.largeFrame = descriptor.getNumberOfSlots() > LARGE_FRAME;
    }

    @Override
    public Object execute(VirtualFrame frame) {
        try {
            return run(frame);
        } catch (StackOverflowError overflow) {
            throw new StackExhaustion(overflow);
        }
    }

    private Object run(VirtualFrame frame) {
        if (CompilerDirectives.inInterpreter()) {
            CompiledEntry compiled = code.countCall();
            if (compiled != null) {
                return compiled.enterForTree(frame.getArguments());
            }
            if (largeFrame) {
                return executeCounted(frame);
            }
        } else if (CompilerDirectives.inCompilationRoot() && replacement != null) {
            return enter(replacement, frame.getArguments());
        }
        return countsCalls ? executeCounted(frame) : body.execute(frame);
    }

    @TruffleBoundary(transferToInterpreterOnException = false)
    private static Object enter(CompiledEntry entry, Object[] arguments) {
        return entry.enterForTree(arguments);
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
        if (partiallyEvaluated && !connected) {
            SegmentedBlockNode.connect(this);
            connected = true;
        }
        if (rootCompilation) {
            replacement = code().compiled();
            return partiallyEvaluated && (replacement != null || !code().expectCompilation());
        }
        return partiallyEvaluated;
    }

    /** Whether callers may run the body without this root, in a frame that they make; they count the call, too. */
    public boolean mayBePassed() {
        return !CompilingRuntime.PRESENT && !largeFrame && !countsCalls;
    }

    /**
     * Notes a call in an exception that leaves the body, when the caller has run it without this root.
     *
     * @param call in the caller's tree
     */
    public AbstractTruffleException passed(AbstractTruffleException exception, ThreadState thread, Node call) {
        PassedCallRootNode root = passedCall;
        if (root == null || GuestStackTrace.wantsCallsApart(exception, thread)) {
            root = new PassedCallRootNode(language, code);
            passedCall = root;
        }
        GuestStackTrace.passing(exception, thread, root.getCallTarget(), call);
        return exception;
    }

    /** Whether each call is counted, in all code that the function becomes. */
    public boolean countsCalls() {
        return countsCalls;
    }

    /** The function's body. */
    public FunctionBodyNode body() {
        return body;
    }
}
