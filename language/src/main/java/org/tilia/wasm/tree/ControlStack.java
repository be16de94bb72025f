package org.tilia.wasm.tree;

import java.util.ArrayList;
import java.util.List;
import org.tilia.wasm.instruction.Opcode;
import org.tilia.wasm.module.ValueKind;
import org.tilia.wasm.nodes.ExpressionNode;
import org.tilia.wasm.nodes.StatementNode;
import org.tilia.wasm.nodes.control.BlockNode;
import org.tilia.wasm.nodes.control.IfNode;
import org.tilia.wasm.nodes.control.LoopNode;
import org.tilia.wasm.nodes.control.SegmentedBlockNode;
import org.tilia.wasm.runtime.GuestCode;

/**
 * The frames that are open while a tree is built. Closing one makes its node; a block that begins another becomes a segment
 * of it instead, so that a nest of blocks ends up as one {@link SegmentedBlockNode}.
 */
final class ControlStack {

    private final List<ControlFrame> frames = new ArrayList<>();
    private final GuestCode code;
    private final CountedLoops counted;
    private int labels;
    private boolean callsForeignInLoop;

    /**
     * @param code the function; null for a constant expression, which has no loops
     * @param locals how many there are, with the parameters
     */
    ControlStack(GuestCode code, int locals) {
        this.code = code;
        this.counted = new CountedLoops(locals);
    }

    ControlFrame open(Opcode kind, int height, List<ValueKind> parameters, List<ValueKind> results) {
        ControlFrame frame = new ControlFrame(kind, ++labels, height, parameters, results, innermostLoop());
        frames.add(frame);
        return frame;
    }

    ControlFrame top() {
        return frames.getLast();
    }

    int size() {
        return frames.size();
    }

    /** Notes that a function of another language is called here. */
    void callForeign() {
        ControlFrame loop = innermostLoop();
        if (loop != null) {
            loop.callsForeign = true;
        }
    }

    /** Whether a closed loop without loops in it calls a function of another language. */
    boolean callsForeignInLoop() {
        return callsForeignInLoop;
    }

    private ControlFrame innermostLoop() {
        if (frames.isEmpty()) {
            return null;
        }
        return top().kind == Opcode.LOOP ? top() : top().loop;
    }

    /** Notes that a local is written here. */
    void write(int local, ExpressionNode value) {
        counted.write(local, top().statements, value);
    }

    /** Appends to the innermost frame. */
    void append(StatementNode statement) {
        top().statements.add(statement);
    }

    /** The frame that a relative label names, from now on a branch target. */
    ControlFrame target(int relativeLabel) {
        int place = frames.size() - 1 - relativeLabel;
        ControlFrame target = frames.get(place);
        target.targeted = true;
        top().outermostTarget = Math.min(top().outermostTarget, place);
        return target;
    }

    /** Ends the first branch of the innermost conditional. */
    void startElse() {
        ControlFrame frame = top();
        frame.then = content(frame);
        frame.statements = new ArrayList<>();
        frame.leading = null;
    }

    /** Closes the innermost frame, which is not the function, and puts its node into the next one. */
    ControlFrame close() {
        ControlFrame frame = frames.removeLast();
        int place = frames.size();
        boolean escapes = frame.outermostTarget < place;
        ControlFrame outer = top();
        outer.outermostTarget = Math.min(outer.outermostTarget, frame.outermostTarget);
        if (frame.kind == Opcode.BLOCK) {
            closeBlock(frame, outer, escapes);
        } else {
            StatementNode node = frame.kind == Opcode.LOOP ? loop(frame, outer, escapes) : conditional(frame, escapes);
            if (node != null) {
                outer.statements.add(node);
            }
        }
        return frame;
    }

    private static void closeBlock(ControlFrame frame, ControlFrame outer, boolean escapes) {
        if (!frame.targeted && frame.leading == null) {
            outer.statements.addAll(frame.statements);
            return;
        }
        boolean begins = outer.kind == Opcode.BLOCK && outer.isEmpty() && frame.label == outer.label + 1;
        if (frame.leading == null && !begins) {
            outer.statements.add(BlockNode.labelled(frame.label, frame.statements, escapes));
            return;
        }
        List<StatementNode> segments = frame.leading != null ? frame.leading : new ArrayList<>();
        segments.add(BlockNode.sequence(frame.statements));
        if (begins) {
            outer.leading = segments;
        } else {
            outer.statements.add(new SegmentedBlockNode(frame.label, segments.toArray(StatementNode[]::new), escapes));
        }
    }

    private StatementNode loop(ControlFrame frame, ControlFrame outer, boolean escapes) {
        callsForeignInLoop |= frame.callsForeign && !frame.hasLoop;
        if (frame.loop != null) {
            frame.loop.hasLoop = true;
        }
        counted.close(frame.label, frame.statements, outer.statements);
        StatementNode body = content(frame);
        if (!frame.targeted) {
            return body;
        }
        return new LoopNode(code, frame.label, body, escapes, frame.hasLoop);
    }

    private static StatementNode conditional(ControlFrame frame, boolean escapes) {
        StatementNode last = content(frame);
        StatementNode then = frame.then != null ? frame.then : last;
        StatementNode otherwise = frame.then != null ? last : null;
        int label = frame.targeted ? frame.label : BlockNode.NO_LABEL;
        return new IfNode(frame.condition, then, otherwise, label, escapes);
    }

    /** Closes the function. */
    StatementNode closeFunction() {
        ControlFrame function = frames.removeLast();
        return function.isEmpty() ? null : content(function);
    }

    private static StatementNode content(ControlFrame frame) {
        return BlockNode.sequence(frame.statements);
    }

    /** Takes label ids that follow each other, for a nest that the builder makes itself; returns the first. */
    int reserveLabels(int count) {
        int first = labels + 1;
        labels += count;
        return first;
    }

    /** What decides an {@code if}, when it is opened. */
    void condition(ExpressionNode condition) {
        top().condition = condition;
    }
}
