package org.tilia.wasm.runtime;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.TruffleStackTrace;
import com.oracle.truffle.api.TruffleStackTraceElement;
import com.oracle.truffle.api.exception.AbstractTruffleException;
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
 * So both sorts come in the right order, whatever calls what.
 */
public final class GuestStackTrace {

    private static final String ENTRY = CompiledEntry.class.getName();
    private static final String REGION = CompiledRegion.class.getName();
    private static final String ENTER = "enter";
    private static final String ENTER_FOR_TREE = "enterForTree";

    private final AbstractTruffleException exception;
    private final StackTraceElement[] stack;
    /** How much of the stack has been looked at. */
    private int position;

    private GuestStackTrace(AbstractTruffleException exception, StackTraceElement[] stack) {
        this.exception = exception;
        this.stack = stack;
    }

    /**
     * Initialises what Java needs for its own stack traces. Where a stack overflow came in between, for all time no exception of
     * the whole JVM would have one.
     */
    static void prepare() {
        new Throwable().getStackTrace();
    }

    /** Notes where an exception of the host enters guest code, unless it has been there before. */
    @TruffleBoundary
    static void entering(AbstractTruffleException exception, ThreadState thread) {
        if (thread.trace == null || thread.trace.exception != exception) {
            thread.trace = new GuestStackTrace(exception, new Throwable().getStackTrace());
        }
    }

    /**
     * Adds the frames of compiled code that the exception has just left.
     *
     * @param forTree whether the outermost of them stands for a tree, which adds the frame by itself
     */
    @TruffleBoundary
    static void leaving(AbstractTruffleException exception, Instance instance, ThreadState thread, boolean forTree) {
        GuestStackTrace trace = thread.trace;
        if (trace == null || trace.exception != exception) {
            if (!(exception instanceof Trap trap)) {
                return;
            }
            trace = new GuestStackTrace(exception, trap.javaStack());
            thread.trace = trace;
        }
        trace.addFrames(instance.module().engine(), forTree);
    }

    /** Adds the frames of compiled code that an overflow of the stack, which no call target saw, has gone through. */
    @TruffleBoundary
    static Trap exhausted(StackOverflowError overflow, WasmEngine engine) {
        Trap trap = Trap.exhausted(overflow);
        GuestStackTrace trace = new GuestStackTrace(trap, overflow.getStackTrace());
        while (trace.position < trace.stack.length) {
            trace.addFrames(engine, false);
        }
        return trap;
    }

    private void addFrames(WasmEngine engine, boolean forTree) {
        List<GuestFrame> frames = new ArrayList<>();
        GuestFrame covered = nextFrames(engine.frames(), frames);
        if (forTree && !frames.isEmpty()) {
            covered = frames.removeLast();
        }
        for (int i = 0; i < frames.size(); i++) {
            boolean calledFromTree = covered != null && i == frames.size() - 1;
            new FrameRoot(engine, frames.get(i)).pass(exception, calledFromTree ? covered : null);
        }
        if (covered != null && frames.isEmpty() && exception instanceof Trap trap) {
            trap.at(covered.offset());
        }
    }

    /**
     * Collects the frames up to the next boundary.
     *
     * @return where the region was that the boundary led into, or null where it led into a function
     */
    private GuestFrame nextFrames(GuestFrames finder, List<GuestFrame> frames) {
        GuestFrame inRegion = null;
        while (position < stack.length) {
            StackTraceElement element = stack[position++];
            if (isBoundary(element)) {
                break;
            }
            GuestFrame frame = finder.find(element);
            if (frame != null) {
                // A region is a part of the function that its caller's frame, or the interpreter's, stands for.
                GuestFrame innermost = inRegion != null ? inRegion : frame;
                inRegion = finder.isRegion(element) ? innermost : null;
                if (inRegion == null) {
                    frames.add(innermost);
                }
            }
        }
        return inRegion;
    }

    private static boolean isBoundary(StackTraceElement element) {
        String method = element.getMethodName();
        String className = element.getClassName();
        return (method.equals(ENTER) || method.equals(ENTER_FOR_TREE)) && (className.equals(ENTRY) || className.equals(REGION))
                        || method.equals(CompiledEntry.FROM_HOST) && className.startsWith(CompiledEntry.GENERATED);
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
