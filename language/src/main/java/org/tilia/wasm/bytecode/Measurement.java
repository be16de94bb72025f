package org.tilia.wasm.bytecode;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.tilia.wasm.nodes.StatementNode;

/** What emitting a statement in place took: bytes of bytecode, a range of instructions, labels. */
final class Measurement {

    /** Its parent emits it alone: it has no neighbours that could be cut out together with it. */
    static final int ALONE = -1;

    private final StatementNode statement;
    private final int runs;
    private final int sequence;
    private final int from;
    private final List<Measurement> children = new ArrayList<>();
    private final Set<Integer> targets = new HashSet<>();
    private final Set<Integer> declared = new HashSet<>();
    /** The outermost label of the nest whose segments the children are; 0 where they are not all of one. */
    private int nest;
    private int size;
    private int to;

    /**
     * @param statement null for the function itself
     * @param runs how often it ran in the tree, as far as that was counted
     * @param sequence which of the sequences that its parent emits it belongs to, or {@link #ALONE}
     * @param from the number of its first instruction
     */
    Measurement(StatementNode statement, int runs, int sequence, int from) {
        this.statement = statement;
        this.runs = runs;
        this.sequence = sequence;
        this.from = from;
    }

    StatementNode statement() {
        return statement;
    }

    /** The statements that it emitted. */
    List<Measurement> children() {
        return children;
    }

    int runs() {
        return runs;
    }

    int sequence() {
        return sequence;
    }

    /** The number of its first instruction. */
    int from() {
        return from;
    }

    /** The number behind that of its last instruction. */
    int to() {
        return to;
    }

    /** In bytes of bytecode. */
    int size() {
        return size;
    }

    /** The labels outside of it that it branches to. */
    Set<Integer> exits() {
        return targets;
    }

    /** The outermost label of the nest whose segments the children are, or 0. */
    int nest() {
        return nest;
    }

    void nest(int outermost) {
        nest = outermost;
    }

    void branch(int label) {
        targets.add(label);
    }

    void declare(int label) {
        declared.add(label);
    }

    void finish(int bytes, int end) {
        size = bytes;
        to = end;
        for (Measurement child : children) {
            targets.addAll(child.targets);
        }
        targets.removeAll(declared);
    }
}
