package org.tilia.wasm.nodes.control;

import com.oracle.truffle.api.CompilerDirectives;
import com.oracle.truffle.api.CompilerDirectives.CompilationFinal;
import com.oracle.truffle.api.frame.VirtualFrame;
import com.oracle.truffle.api.nodes.ExplodeLoop;
import com.oracle.truffle.api.nodes.ExplodeLoop.LoopExplosionKind;
import com.oracle.truffle.api.nodes.Node;
import org.tilia.wasm.emit.Emitter;
import org.tilia.wasm.nodes.BranchException;
import org.tilia.wasm.nodes.StatementNode;

/**
 * Blocks that begin with each other, flattened: what a C {@code switch} looks like in WebAssembly.
 *
 * <p>Of {@code n} nested blocks the content of the innermost is the first segment, and what follows a block in the next one
 * outwards is one more; a branch to a block's label jumps to the segment behind it at once instead of leaving one block
 * after the other. Labels count from the outermost block inwards: segment {@code i} ends at label
 * {@code outermost + n − 1 − i}.
 */
public final class SegmentedBlockNode extends StatementNode {

    @Children private final StatementNode[] segments;
    private final int outermost;
    private final boolean escapes;
    /** For each segment the table that ends it, or null. */
    @CompilationFinal(dimensions = 1) private final BranchTableNode[] tables;
    /** For each segment the exception that goes to its end. */
    @CompilationFinal(dimensions = 1) private final BranchException[] exceptions;
    /** For each segment the places of those that it branches to, but by its table; see {@link #connect}. */
    @CompilationFinal(dimensions = 2) private int[][] successors;
    /** How often each segment ran in the interpreter; races lose counts, which only guide the JVM tier. */
    private final int[] runs;

    /**
     * @param outermost the label of the outermost block; the others count up from there
     * @param segments as many as there are blocks, the innermost's content first
     * @param escapes whether a branch inside goes to a label outside
     */
    public SegmentedBlockNode(int outermost, StatementNode[] segments, boolean escapes) {
        this.outermost = outermost;
        this.segments = segments;
        this.escapes = escapes;
        this.tables = new BranchTableNode[segments.length];
        this.exceptions = new BranchException[segments.length];
        for (int i = 0; i < segments.length; i++) {
            exceptions[i] = BranchException.to(outermost + segments.length - 1 - i);
            if (BlockNode.last(segments[i]) instanceof BranchTableNode table) {
                table.endSegment();
                tables[i] = table;
            }
        }
        this.runs = new int[segments.length];
    }

    @Override
    public int execute(VirtualFrame frame) {
        return CompilerDirectives.inInterpreter() ? interpret(frame, 0) : executeCompiled(frame);
    }

    private int interpret(VirtualFrame frame, int first) {
        int segment = first;
        while (segment < segments.length) {
            if (CompilerDirectives.inInterpreter()) {
                runs[segment]++;
            }
            int status = segments[segment].execute(frame);
            if (status == FALL_THROUGH) {
                segment++;
            } else if (isInside(status)) {
                segment = segmentBehind(status);
            } else {
                return status;
            }
        }
        return FALL_THROUGH;
    }

    /** Each segment is compiled once, and each branch between them is a jump. */
    @ExplodeLoop(kind = LoopExplosionKind.MERGE_EXPLODE)
    private int executeCompiled(VirtualFrame frame) {
        int segment = 0;
        next: while (segment < segments.length) {
            int status;
            try {
                status = segments[segment].execute(frame);
            } catch (BranchException branch) {
                int[] places = successors[segment];
                for (int i = 0; i < places.length; i++) {
                    if (branch.goesTo(exceptions[places[i] - 1])) {
                        segment = places[i];
                        continue next;
                    }
                }
                throw branch;
            }
            if (CompilerDirectives.inInterpreter()) {
                return continueInterpreted(frame, segment, status);
            }
            if (tables[segment] == null) {
                segment++;
                continue;
            }
            int[] targets = tables[segment].targets();
            for (int i = 0; i < targets.length; i++) {
                if (i == targets.length - 1 || status == targets[i]) {
                    if (!isInside(targets[i])) {
                        throw tables[segment].exception(i);
                    }
                    segment = segmentBehind(targets[i]);
                    continue next;
                }
            }
        }
        return FALL_THROUGH;
    }

    /** Goes on after compiled code was left in the middle of a segment, which then returned this. */
    private int continueInterpreted(VirtualFrame frame, int segment, int status) {
        if (status != FALL_THROUGH && !isInside(status)) {
            return status;
        }
        return interpret(frame, status == FALL_THROUGH ? segment + 1 : segmentBehind(status));
    }

    private boolean isInside(int label) {
        return label >= outermost && label - outermost < segments.length;
    }

    private int segmentBehind(int label) {
        return segments.length - (label - outermost);
    }

    @Override
    public boolean mayBranch() {
        return escapes;
    }

    @Override
    public void emit(Emitter emitter) {
        emitter.segments(segments, outermost, runs);
    }

    /** Tells all blocks below a node, before it is partially evaluated, which of their segments lead to which. */
    public static void connect(Node root) {
        new SegmentConnector().walk(root);
    }

    /** The label of the outermost block. */
    int outermost() {
        return outermost;
    }

    /** Where the other branches of each segment go, by segment. */
    void connect(int[][] places) {
        successors = places;
    }

    /** The segments, for a block that begins with this one to continue them. */
    public StatementNode[] segments() {
        return segments;
    }
}
