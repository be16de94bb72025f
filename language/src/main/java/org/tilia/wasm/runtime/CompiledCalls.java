package org.tilia.wasm.runtime;

import java.util.ArrayList;
import java.util.List;

/** The calls of compiled functions on a Java stack, from the inside out. Each stretch of them ends where it was entered from elsewhere. */
final class CompiledCalls {

    private static final String ENTRY = CompiledEntry.class.getName();
    private static final String REGION = CompiledRegion.class.getName();
    private static final String ENTER = "enter";
    private static final String ENTER_FOR_TREE = "enterForTree";

    private final StackTraceElement[] stack;
    private final GuestFrames finder;
    /** How much of the stack has been looked at. */
    private int position;

    /** @param stack innermost frame first */
    CompiledCalls(StackTraceElement[] stack, GuestFrames finder) {
        this.stack = stack;
        this.finder = finder;
    }

    /**
     * A function's frame.
     *
     * @param place of its outermost Java frame in the stack
     */
    record Call(GuestFrame frame, int place) {
    }

    /**
     * A stretch of calls.
     *
     * @param calls those that nobody else notes
     * @param covered where the outermost function is, if a tree stands for it, which Truffle notes; or null
     */
    record Stretch(List<Call> calls, GuestFrame covered) {
    }

    boolean hasNext() {
        return position < stack.length;
    }

    /** The calls up to the next entry. */
    Stretch next() {
        List<Call> calls = new ArrayList<>();
        GuestFrame inRegion = null;
        boolean forTree = false;
        while (position < stack.length) {
            int place = position++;
            StackTraceElement element = stack[place];
            if (isEntry(element)) {
                forTree = element.getMethodName().equals(ENTER_FOR_TREE);
                break;
            }
            GuestFrame frame = finder.find(element);
            if (frame != null) {
                // A region is a part of the function that its caller's frame, or the interpreter's, stands for.
                GuestFrame innermost = inRegion != null ? inRegion : frame;
                inRegion = finder.isRegion(element) ? innermost : null;
                if (inRegion == null) {
                    calls.add(new Call(innermost, place));
                }
            }
        }
        GuestFrame covered = forTree && !calls.isEmpty() ? calls.removeLast().frame : inRegion;
        return new Stretch(calls, covered);
    }

    private static boolean isEntry(StackTraceElement element) {
        String method = element.getMethodName();
        String className = element.getClassName();
        return (method.equals(ENTER) || method.equals(ENTER_FOR_TREE)) && (className.equals(ENTRY) || className.equals(REGION))
                        || method.equals(CompiledEntry.FROM_HOST) && className.startsWith(CompiledEntry.GENERATED);
    }
}
