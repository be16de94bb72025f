package org.tilia.wasm.nodes.control;

import com.oracle.truffle.api.frame.VirtualFrame;
import com.oracle.truffle.api.nodes.ExplodeLoop;
import java.lang.classfile.Label;
import java.util.List;
import org.tilia.wasm.emit.Emitter;
import org.tilia.wasm.nodes.BranchException;
import org.tilia.wasm.nodes.StatementNode;

/** Statements in sequence, with or without a label at their end. */
public final class BlockNode extends StatementNode {

    /** The label of a sequence that is no block of the program. */
    public static final int NO_LABEL = -1;

    private static final int GROUP = 32;

    @Children private final StatementNode[] statements;
    private final int label;
    /** Null where there is no label. */
    private final BranchException exception;
    private final boolean mayBranch;

    private BlockNode(StatementNode[] statements, int label, boolean mayBranch) {
        this.statements = statements;
        this.label = label;
        this.exception = label == NO_LABEL ? null : BranchException.to(label);
        this.mayBranch = mayBranch;
    }

    /**
     * A sequence that is no block of the program. Long ones are cut into groups, so that a function that is too large
     * for one method of the JVM has seams everywhere.
     *
     * @param statements none, for a sequence that does nothing, or any number
     */
    public static StatementNode sequence(List<StatementNode> statements) {
        if (statements.size() == 1) {
            return statements.getFirst();
        }
        StatementNode[] grouped = group(statements);
        return isStraight(grouped) ? new StraightBlockNode(grouped) : new BlockNode(grouped, NO_LABEL, true);
    }

    /**
     * A block of the program.
     *
     * @param escapes whether a branch inside it goes to a label outside it
     */
    public static StatementNode labelled(int label, List<StatementNode> statements, boolean escapes) {
        return new BlockNode(group(statements), label, escapes);
    }

    private static StatementNode[] group(List<StatementNode> statements) {
        if (statements.size() <= 2 * GROUP) {
            return statements.toArray(StatementNode[]::new);
        }
        int share = Math.max(GROUP, (statements.size() + GROUP - 1) / GROUP);
        StatementNode[] groups = new StatementNode[(statements.size() + share - 1) / share];
        for (int i = 0; i < groups.length; i++) {
            groups[i] = sequence(statements.subList(i * share, Math.min(statements.size(), (i + 1) * share)));
        }
        return groups;
    }

    private static boolean isStraight(StatementNode[] statements) {
        for (StatementNode statement : statements) {
            if (statement.mayBranch()) {
                return false;
            }
        }
        return true;
    }

    @Override
    @ExplodeLoop
    public int execute(VirtualFrame frame) {
        try {
            for (StatementNode statement : statements) {
                // A call less for what is in most blocks.
                int status = statement instanceof BranchIfNode branchIf ? branchIf.execute(frame) : statement.execute(frame);
                if (status != FALL_THROUGH) {
                    return status == label ? FALL_THROUGH : status;
                }
            }
        } catch (BranchException branch) {
            if (exception == null || !branch.goesTo(exception)) {
                throw branch;
            }
        }
        return FALL_THROUGH;
    }

    @Override
    public boolean mayBranch() {
        return mayBranch;
    }

    @Override
    public void emit(Emitter emitter) {
        if (label == NO_LABEL) {
            emitter.statements(statements);
        } else {
            Label end = emitter.declare(label);
            emitter.statements(statements);
            emitter.code().labelBinding(end);
        }
    }

    /** The last of the statements of which a statement consists. */
    static StatementNode last(StatementNode statement) {
        StatementNode last = statement;
        while (last instanceof BlockNode block && block.label == NO_LABEL && block.statements.length > 0) {
            last = block.statements[block.statements.length - 1];
        }
        return last;
    }
}
