package org.tilia.wasm.bytecode;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.tilia.wasm.nodes.StatementNode;

/** What emitting a statement in place took: bytes of bytecode, slots, labels. */
final class Measurement {

    private final StatementNode statement;
    private final List<Measurement> children = new ArrayList<>();
    private final BitSet slots = new BitSet();
    private final Set<Integer> targets = new HashSet<>();
    private final Set<Integer> declared = new HashSet<>();
    private int size;

    /** @param statement null for the function itself */
    Measurement(StatementNode statement) {
        this.statement = statement;
    }

    StatementNode statement() {
        return statement;
    }

    /** The statements that it emitted. */
    List<Measurement> children() {
        return children;
    }

    /** In bytes of bytecode. */
    int size() {
        return size;
    }

    /** The slots that are read or written in it. */
    BitSet slots() {
        return slots;
    }

    /** The labels outside of it that it branches to. */
    Set<Integer> exits() {
        return targets;
    }

    void slot(int slot) {
        slots.set(slot);
    }

    void branch(int label) {
        targets.add(label);
    }

    void declare(int label) {
        declared.add(label);
    }

    void finish(int bytes) {
        size = bytes;
        for (Measurement child : children) {
            slots.or(child.slots);
            targets.addAll(child.targets);
        }
        targets.removeAll(declared);
    }
}
