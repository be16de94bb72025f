package org.tilia.wasm.runtime;

import com.oracle.truffle.api.RootCallTarget;
import com.oracle.truffle.api.Truffle;
import com.oracle.truffle.api.TruffleStackTrace;
import com.oracle.truffle.api.TruffleStackTraceElement;
import com.oracle.truffle.api.exception.AbstractTruffleException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/**
 * Calls that an exception has passed after Truffle may have taken its trace: when the host caught it, or when JavaScript made
 * it an error. Truffle adds nothing to it then. It has all call targets, out to the end of the stack; other calls are put in between,
 * when the exception leaves the guest.
 */
final class TakenTrace {

    /** For how many calls room is looked for: there is none for many. */
    private static final int MOST_MOVED = 64;

    private final AbstractTruffleException exception;
    private final List<Passed> calls = new ArrayList<>();

    TakenTrace(AbstractTruffleException exception) {
        this.exception = exception;
    }

    /**
     * A call.
     *
     * @param target of this call alone
     * @param offset of the instruction in the module's bytes, or −1
     * @param depth how many call targets were still on the stack
     * @param next the innermost of them; or null
     */
    private record Passed(RootCallTarget target, int offset, int depth, RootCallTarget next) {
    }

    void passed(RootCallTarget target, int offset) {
        List<RootCallTarget> live = new ArrayList<>();
        Truffle.getRuntime().iterateFrames(frame -> {
            live.add((RootCallTarget) frame.getCallTarget());
            return null;
        });
        calls.add(new Passed(target, offset, live.size(), live.isEmpty() ? null : live.getFirst()));
    }

    /**
     * Puts the calls in that the trace does not have.
     *
     * @param marked whether the Java stack by which the polyglot API places frames between the host's has room for them
     */
    void complete(boolean marked) {
        if (!calls.isEmpty()) {
            addTo(TruffleStackTrace.getStackTrace(exception), marked);
        }
    }

    /** @param elements the trace, innermost first; Truffle promises nobody that it can be changed, and if it cannot it stays as it is */
    void addTo(List<TruffleStackTraceElement> elements, boolean marked) {
        int limit = exception.getStackTraceElementLimit();
        if (limit >= 0 && elements.size() >= limit) {
            return;
        }
        try {
            Set<RootCallTarget> present = Collections.newSetFromMap(new IdentityHashMap<>());
            elements.forEach(element -> present.add(element.getTarget()));
            List<TruffleStackTraceElement> added = new ArrayList<>();
            for (Passed call : calls) {
                int place = elements.size() - call.depth;
                if (!present.contains(call.target) && fits(elements, place, call.next)) {
                    added.add(TruffleStackTraceElement.create(null, call.target, null, call.offset));
                    elements.add(place, added.getLast());
                }
            }
            if (!marked) {
                added.stream().limit(MOST_MOVED).forEach(element -> makeRoom(elements, added, elements.indexOf(element)));
            }
        } catch (UnsupportedOperationException _) {
            // At the first call to be added: the trace is as it was.
        }
    }

    private static boolean fits(List<TruffleStackTraceElement> elements, int place, RootCallTarget next) {
        return place >= 0 && (next == null ? place == elements.size() : elements.get(place).getTarget() == next);
    }

    /** A call that nobody is shown takes a place as well: it gives it to one that is, if it lies in the same stretch between two of the host. */
    private static void makeRoom(List<TruffleStackTraceElement> elements, List<TruffleStackTraceElement> added, int place) {
        int before = place - 1;
        while (before >= 0 && added.contains(elements.get(before))) {
            before--;
        }
        // The innermost of several that nobody is shown; a single one may be the host's call of the guests further in.
        if (before > 0 && isInternal(elements.get(before)) && (isOfHostFunction(elements.get(before)) || isInternal(elements.get(before - 1)))) {
            elements.remove(before);
            return;
        }
        for (int i = place + 1; i < elements.size(); i++) {
            if (isInternal(elements.get(i))) {
                elements.remove(i);
                return;
            }
        }
    }

    private static boolean isOfHostFunction(TruffleStackTraceElement element) {
        return element.getTarget().getRootNode() instanceof HostRootNode;
    }

    private static boolean isInternal(TruffleStackTraceElement element) {
        return element.getTarget().getRootNode().isInternal();
    }
}
