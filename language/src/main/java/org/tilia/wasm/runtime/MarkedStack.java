package org.tilia.wasm.runtime;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.frame.VirtualFrame;
import com.oracle.truffle.api.nodes.RootNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * The Java stack of an exception of the host's, by which the polyglot API places guests' calls between those of the host: it takes
 * one for each frame of a call target. Calls of guests that are none get a frame that looks like one, and names the function.
 */
final class MarkedStack {

    private static final String NODES = "org.tilia.wasm.nodes.";
    private static final String BODY = NODES + "FunctionBodyNode";
    private static final String PASSED_CALL = NODES + "call.DirectInvocation";
    private static final List<String> CALLING = List.of(CompiledEntry.GENERATED, MarkedStack.class.getPackageName() + ".", NODES);
    private static final String UNNAMED = "WebAssembly";
    /** A frame of a call target. */
    private static final StackTraceElement CALL = findCall();

    private MarkedStack() {
    }

    private static StackTraceElement findCall() {
        return (StackTraceElement) new CallerRootNode().getCallTarget().call();
    }

    /** Finds the frame next to its own: what it is called is the runtime's affair. Needs no class that waits for it to be compiled. */
    private static final class CallerRootNode extends RootNode {

        CallerRootNode() {
            super(null);
        }

        @Override
        public Object execute(VirtualFrame frame) {
            return callerOfCaller();
        }

        @TruffleBoundary
        private static StackTraceElement callerOfCaller() {
            return new Throwable().getStackTrace()[2];
        }
    }

    /** Initialises the class: at the end of a stack it could not be. */
    static void prepare() {
        assert CALL != null;
    }

    /**
     * Marks the stack of an exception, unless it is marked.
     *
     * @param thrown by the host; or null
     * @return whether it is marked
     */
    static boolean mark(Throwable thrown, GuestFrames finder) {
        if (thrown == null) {
            return false;
        }
        StackTraceElement[] stack = thrown.getStackTrace();
        for (StackTraceElement element : stack) {
            if (isMark(element)) {
                return true;
            }
        }
        Map<Integer, List<StackTraceElement>> marks = new TreeMap<>();
        markCompiled(stack, finder, marks);
        markPassed(stack, marks);
        if (!marks.isEmpty()) {
            thrown.setStackTrace(insert(stack, marks));
        }
        return true;
    }

    private static boolean isMark(StackTraceElement element) {
        return element.getClassName().equals(CALL.getClassName()) && element.getMethodName().equals(CALL.getMethodName())
                        && !Objects.equals(CALL.getFileName(), element.getFileName());
    }

    private static void markCompiled(StackTraceElement[] stack, GuestFrames finder, Map<Integer, List<StackTraceElement>> marks) {
        CompiledCalls calls = new CompiledCalls(stack, finder);
        while (calls.hasNext()) {
            for (CompiledCalls.Call call : calls.next().calls()) {
                GuestFrame frame = call.frame();
                mark(stack, call.place(), frame.code().module().name() + "." + frame.code().name(), marks);
            }
        }
    }

    /** Interpreted callers run a callee's tree without its call target. */
    private static void markPassed(StackTraceElement[] stack, Map<Integer, List<StackTraceElement>> marks) {
        for (int i = 1; i < stack.length; i++) {
            if (stack[i].getClassName().equals(PASSED_CALL) && stack[i - 1].getClassName().equals(BODY)) {
                mark(stack, i, UNNAMED, marks);
            }
        }
    }

    /** Before the implementation's own frames that lead there: they are nothing of the host's. */
    private static void mark(StackTraceElement[] stack, int place, String name, Map<Integer, List<StackTraceElement>> marks) {
        int first = place;
        while (first > 0 && CALLING.stream().anyMatch(stack[first - 1].getClassName()::startsWith)) {
            first--;
        }
        marks.computeIfAbsent(first, _ -> new ArrayList<>()).add(new StackTraceElement(CALL.getClassName(), CALL.getMethodName(), name, -1));
    }

    private static StackTraceElement[] insert(StackTraceElement[] stack, Map<Integer, List<StackTraceElement>> marks) {
        List<StackTraceElement> elements = new ArrayList<>();
        for (int i = 0; i < stack.length; i++) {
            elements.addAll(marks.getOrDefault(i, List.of()));
            elements.add(stack[i]);
        }
        return elements.toArray(StackTraceElement[]::new);
    }
}
