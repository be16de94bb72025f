package org.tilia.wasm.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.oracle.truffle.api.RootCallTarget;
import com.oracle.truffle.api.TruffleStackTraceElement;
import com.oracle.truffle.api.exception.AbstractTruffleException;
import com.oracle.truffle.api.frame.VirtualFrame;
import com.oracle.truffle.api.nodes.RootNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of a trace that Truffle has taken: whether it can be changed is Truffle's affair. */
class TakenTraceTest {

    private static final class Thrown extends AbstractTruffleException {
        private static final long serialVersionUID = 1;
    }

    private static final class Function extends RootNode {

        private final String name;
        private final Runnable action;

        Function(String name, Runnable action) {
            super(null);
            this.name = name;
            this.action = action;
        }

        @Override
        public Object execute(VirtualFrame frame) {
            action.run();
            return name;
        }

        /** A call that is shown keeps its place. */
        @Override
        public boolean isInternal() {
            return false;
        }

        @Override
        public String getName() {
            return name;
        }
    }

    private static RootCallTarget function(String name, Runnable action) {
        return new Function(name, action).getCallTarget();
    }

    private final RootCallTarget thrower = function("thrower", () -> { });
    private final RootCallTarget passed = function("passed", () -> { });
    private final TakenTrace trace = new TakenTrace(new Thrown());
    private final RootCallTarget outermost = function("outermost", () -> trace.passed(passed, 7));

    /** The trace without the call that the exception has passed. */
    private List<TruffleStackTraceElement> taken() {
        outermost.call();
        return Stream.of(thrower, outermost).map(target -> TruffleStackTraceElement.create(null, target, null)).toList();
    }

    private static List<String> names(List<TruffleStackTraceElement> elements) {
        return elements.stream().map(element -> element.getTarget().getRootNode().getName()).toList();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void callsAreAddedWhereTheyWere(boolean marked) {
        List<TruffleStackTraceElement> elements = new ArrayList<>(taken());
        trace.addTo(elements, marked);
        assertEquals(List.of("thrower", "passed", "outermost"), names(elements));
        assertEquals(7, elements.get(1).getBytecodeIndex());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aTraceThatCannotBeChangedStaysAsItIs(boolean marked) {
        List<TruffleStackTraceElement> elements = taken();
        trace.addTo(elements, marked);
        assertEquals(List.of("thrower", "outermost"), names(elements));
    }
}
