package org.tilia.wasm.runtime;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.RootCallTarget;
import com.oracle.truffle.api.TruffleStackTrace;
import com.oracle.truffle.api.TruffleStackTraceElement;
import com.oracle.truffle.api.exception.AbstractTruffleException;
import com.oracle.truffle.api.nodes.Node;
import com.oracle.truffle.api.nodes.RootNode;
import com.oracle.truffle.api.source.SourceSection;
import java.util.ArrayList;
import java.util.List;
import org.tilia.wasm.trap.Trap;

/**
 * Gives an exception the frames of compiled code, which Truffle does not see.
 *
 * <p>Truffle adds a frame to an exception whenever it passes a call target, so interpreted functions add theirs by
 * themselves. When the exception leaves compiled code towards a tree or the host, the frames in between are found in the
 * Java stack that was captured where it arose, and each is added by letting the exception pass a call target of its name.
 * So both sorts come in the right order, whatever calls what. Where Truffle has taken the trace before, they are put into that.
 */
public final class GuestStackTrace {

    private final AbstractTruffleException exception;
    private final CompiledCalls calls;
    /** What has happened since the exception came from the host or from another language; null where it did not. */
    private TakenTrace taken;
    /** Whether the Java stack is marked; see {@link MarkedStack}. */
    private boolean marked;

    private GuestStackTrace(AbstractTruffleException exception, StackTraceElement[] stack, WasmEngine engine) {
        this.exception = exception;
        this.calls = new CompiledCalls(stack, engine.frames());
    }

    /**
     * Initialises what Java needs for its own stack traces. Where a stack overflow came in between, for all time no exception of
     * the whole JVM would have one.
     */
    static void prepare() {
        new Throwable().getStackTrace();
        MarkedStack.prepare();
    }

    /** Notes where an exception of the host or of another language enters guest code; it may have been there before. */
    @TruffleBoundary
    static void entering(AbstractTruffleException exception, Instance importer, ThreadState thread) {
        WasmEngine engine = importer.store().engine();
        if (CompilingRuntime.PRESENT && engine.frames() == GuestFrames.NONE) {
            // Truffle knows all calls.
            return;
        }
        if (thread.trace == null || thread.trace.exception != exception) {
            thread.trace = new GuestStackTrace(exception, new Throwable().getStackTrace(), engine);
        }
        if (thread.trace.taken == null) {
            thread.trace.taken = new TakenTrace(exception);
            thread.trace.marked = MarkedStack.mark(importer.store().embedder().thrownByHost(exception), engine.frames());
        }
    }

    /** Adds the frames of compiled code that the exception has just left. */
    @TruffleBoundary
    static void leaving(AbstractTruffleException exception, Instance instance, ThreadState thread) {
        GuestStackTrace trace = thread.trace;
        WasmEngine engine = instance.store().engine();
        if (trace == null || trace.exception != exception) {
            if (!(exception instanceof Trap trap)) {
                return;
            }
            trace = new GuestStackTrace(exception, trap.javaStack(), engine);
            thread.trace = trace;
        }
        trace.addFrames(engine);
    }

    /** Whether each call that the exception passes must have a call target of its own. */
    public static boolean wantsCallsApart(AbstractTruffleException exception, ThreadState thread) {
        return thread.trace != null && thread.trace.exception == exception && thread.trace.taken != null;
    }

    /**
     * Adds the frame of a function whose tree was run without its call target.
     *
     * @param callee stands for the function, and throws its argument
     * @param call in the caller's tree
     */
    @TruffleBoundary
    public static void passing(AbstractTruffleException exception, ThreadState thread, RootCallTarget callee, Node call) {
        if (wantsCallsApart(exception, thread)) {
            thread.trace.taken.passed(callee, -1);
        }
        try {
            callee.call(call, exception);
        } catch (AbstractTruffleException passed) {
            assert passed == exception;
        }
    }

    /** The exception leaves the outermost call of a guest. */
    static void left(AbstractTruffleException exception, ThreadState thread) {
        if (thread.trace != null && thread.trace.exception == exception) {
            thread.trace.complete(thread);
        }
    }

    @TruffleBoundary
    private void complete(ThreadState thread) {
        thread.trace = null;
        if (taken != null) {
            taken.complete(marked);
        }
    }

    /** Adds the frames of compiled code that an overflow of the stack, which no call target saw, has gone through. */
    @TruffleBoundary
    static Trap exhausted(StackOverflowError overflow, WasmEngine engine) {
        Trap trap = Trap.exhausted(overflow);
        GuestStackTrace trace = new GuestStackTrace(trap, overflow.getStackTrace(), engine);
        while (trace.calls.hasNext()) {
            trace.addFrames(engine);
        }
        return trap;
    }

    private void addFrames(WasmEngine engine) {
        CompiledCalls.Stretch stretch = calls.next();
        GuestFrame covered = stretch.covered();
        for (CompiledCalls.Call call : stretch.calls()) {
            FrameRoot frame = new FrameRoot(engine, call.frame());
            if (taken != null) {
                taken.passed(frame.getCallTarget(), call.frame().offset());
            }
            frame.pass(exception, call == stretch.calls().getLast() ? covered : null);
        }
        if (covered != null && stretch.calls().isEmpty() && exception instanceof Trap trap) {
            trap.at(covered.offset());
        }
    }

    /** The place of the guest's code at which an exception arose; null where no guest was running. */
    @TruffleBoundary
    public static SourceSection location(AbstractTruffleException exception) {
        return frames(exception).stream().findFirst().map(GuestFrame::section).orElse(null);
    }

    /** The guest's frames of an exception, innermost first. */
    @TruffleBoundary
    public static List<GuestFrame> frames(AbstractTruffleException exception) {
        List<GuestFrame> frames = new ArrayList<>();
        for (TruffleStackTraceElement element : TruffleStackTrace.getStackTrace(exception)) {
            RootNode root = element.getTarget().getRootNode();
            if (root instanceof FrameRoot compiled) {
                frames.add(compiled.frame());
            } else if (root instanceof GuestRoot interpreted) {
                frames.add(new GuestFrame(interpreted.code(), element.getBytecodeIndex()));
            }
        }
        return frames;
    }
}
