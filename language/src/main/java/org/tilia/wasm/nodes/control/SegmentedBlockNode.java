package org.tilia.wasm.nodes.control;

import com.oracle.truffle.api.frame.VirtualFrame;
import com.oracle.truffle.api.nodes.ExplodeLoop;
import com.oracle.truffle.api.nodes.ExplodeLoop.LoopExplosionKind;
import java.lang.classfile.Label;
import org.tilia.wasm.emit.Emitter;
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

    /**
     * @param outermost the label of the outermost block; the others count up from there
     * @param segments as many as there are blocks, the innermost's content first
     * @param escapes whether a branch inside goes to a label outside
     */
    public SegmentedBlockNode(int outermost, StatementNode[] segments, boolean escapes) {
        this.outermost = outermost;
        this.segments = segments;
        this.escapes = escapes;
    }

    @Override
    @ExplodeLoop(kind = LoopExplosionKind.MERGE_EXPLODE)
    public int execute(VirtualFrame frame) {
        int segment = 0;
        while (segment < segments.length) {
            int status = segments[segment].execute(frame);
            if (status == FALL_THROUGH) {
                segment++;
                continue;
            }
            int inwards = status - outermost;
            if (inwards < 0 || inwards >= segments.length) {
                return status;
            }
            segment = segments.length - inwards;
        }
        return FALL_THROUGH;
    }

    @Override
    public boolean mayBranch() {
        return escapes;
    }

    @Override
    public void emit(Emitter emitter) {
        Label[] ends = new Label[segments.length];
        for (int i = 0; i < segments.length; i++) {
            ends[i] = emitter.declare(outermost + segments.length - 1 - i);
        }
        for (int i = 0; i < segments.length; i++) {
            emitter.statement(segments[i]);
            emitter.code().labelBinding(ends[i]);
        }
    }

    /** The segments, for a block that begins with this one to continue them. */
    public StatementNode[] segments() {
        return segments;
    }
}
