package org.tilia.wasm.text;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.tilia.wasm.binary.BinaryWriter;
import org.tilia.wasm.instruction.Opcode;
import org.tilia.wasm.module.ModuleException;

/**
 * Instruction sequences, flat and folded (spec 6.5), written in the binary format as they are read.
 *
 * <p>Nesting lives on an explicit stack, so that its depth is limited by memory alone. A folded instruction's own bytes
 * come behind those of its operands: they wait in {@code pending}, which grows and shrinks with that stack.
 */
final class InstructionParser {

    /** What an open construct is, which says what may come next in it and what closes it. */
    private enum Frame {
        /** A whole sequence; the parenthesis that closes it belongs to what is around it. */
        SEQUENCE,
        /** {@code block}, {@code loop} or {@code try_table} up to {@code end}. */
        FLAT_BLOCK,
        /** {@code if} up to {@code else} or {@code end}. */
        FLAT_IF,
        /** What follows {@code else}, or a {@code catch_all}. */
        FLAT_LAST,
        /** {@code try} up to the first clause. */
        FLAT_TRY,
        /** {@code catch} up to the next clause. */
        FLAT_CATCH,
        /** A folded instruction, of which operands come. */
        FOLDED,
        /** A folded {@code block}, {@code loop} or {@code try_table}. */
        FOLDED_BLOCK,
        /** A folded {@code if} before its {@code then}: the condition comes. */
        FOLDED_IF,
        /** A folded {@code if} behind its {@code then}. */
        FOLDED_IF_THEN,
        /** A folded {@code if} behind its {@code else}. */
        FOLDED_IF_ELSE,
        /** A folded {@code try} before its {@code do}. */
        FOLDED_TRY,
        /** A folded {@code try} behind its {@code do}. */
        FOLDED_TRY_DONE,
        /** A folded {@code try} behind a {@code catch}. */
        FOLDED_TRY_CATCH,
        /** A folded {@code try} behind its {@code catch_all}. */
        FOLDED_TRY_LAST,
        /** A folded {@code try} behind its {@code delegate}, which has ended it. */
        FOLDED_TRY_DELEGATED,
        /** The instructions in {@code (then …)}, {@code (else …)}, {@code (do …)} and the like. */
        CLAUSE;

        /** Whether {@code end} closes this. */
        boolean isFlatBlock() {
            return this == FLAT_BLOCK || this == FLAT_IF || this == FLAT_LAST || this == FLAT_TRY || this == FLAT_CATCH;
        }

        /** Whether instructions without parentheses may come. */
        boolean allowsFlat() {
            return isFlatBlock() || this == SEQUENCE || this == FOLDED_BLOCK || this == CLAUSE;
        }

        /** Whether instructions in parentheses may come. */
        boolean allowsFolded() {
            return allowsFlat() || this == FOLDED || this == FOLDED_IF;
        }
    }

    private static final NameSpace NO_LOCALS = new NameSpace("local");

    private final TokenReader in;
    private final TypeParser types;
    private final LabelScope labels = new LabelScope();
    private final ImmediateParser immediates;
    private final BinaryWriter pending = new BinaryWriter();

    private Frame[] frames = new Frame[16];
    private int[] pendingStarts = new int[16];
    private int[] waitingHints = new int[16];
    private String[] waitingLabels = new String[16];
    private int[] waitingTokens = new int[16];
    private int depth;

    private BinaryWriter out;
    /** The hints of the function, or null outside of functions. */
    private BranchHints hints;
    /** Where instructions are noted, or null outside of functions. */
    private CodeMarks marks;

    InstructionParser(TokenReader in, ModuleSpaces spaces, TypeParser types) {
        this.in = in;
        this.types = types;
        this.immediates = new ImmediateParser(in, spaces, types, labels);
    }

    /** Whether any instruction so far named a data segment. */
    boolean usesData() {
        return immediates.usesData();
    }

    /** A function's instructions up to the closing parenthesis, with an {@code end}; gives the names of its labels. */
    Map<Integer, String> body(NameSpace locals, BranchHints functionHints, CodeMarks codeMarks, BinaryWriter target) {
        immediates.enter(locals);
        labels.clear();
        hints = functionHints;
        marks = codeMarks;
        sequence(target);
        hints = null;
        marks = null;
        return labels.names();
    }

    /** A constant expression up to the closing parenthesis, with an {@code end}. */
    void expression(BinaryWriter target) {
        immediates.enter(NO_LOCALS);
        sequence(target);
    }

    /** A constant expression that is one folded instruction, with an {@code end}. */
    void foldedExpression(BinaryWriter target) {
        immediates.enter(NO_LOCALS);
        out = target;
        if (!in.at(TokenKind.LEFT_PARENTHESIS)) {
            throw in.unexpected("an expression");
        }
        folded();
        run();
        out.opcode(Opcode.END);
    }

    private void sequence(BinaryWriter target) {
        out = target;
        push(Frame.SEQUENCE);
        run();
        out.opcode(Opcode.END);
    }

    private void run() {
        while (depth > 0) {
            switch (in.kind()) {
                case LEFT_PARENTHESIS -> open();
                case RIGHT_PARENTHESIS -> close();
                case KEYWORD -> flat();
                default -> throw in.unexpected("an instruction");
            }
        }
    }

    // frames

    private Frame top() {
        return frames[depth - 1];
    }

    private void become(Frame frame) {
        frames[depth - 1] = frame;
    }

    private void push(Frame frame) {
        if (depth == frames.length) {
            frames = Arrays.copyOf(frames, 2 * depth);
            pendingStarts = Arrays.copyOf(pendingStarts, 2 * depth);
            waitingHints = Arrays.copyOf(waitingHints, 2 * depth);
            waitingLabels = Arrays.copyOf(waitingLabels, 2 * depth);
            waitingTokens = Arrays.copyOf(waitingTokens, 2 * depth);
        }
        frames[depth] = frame;
        pendingStarts[depth] = pending.length();
        depth++;
    }

    /** Writes what has waited for the operands of the construct on top. */
    private void writePending() {
        int start = pendingStarts[depth - 1];
        mark(waitingTokens[depth - 1]);
        hint(waitingHints[depth - 1]);
        out.append(pending, start);
        pending.truncate(start);
    }

    // folded instructions

    private void open() {
        switch (top()) {
            case FOLDED_IF -> {
                if (in.acceptOpen("then")) {
                    writePending();
                    labels.push(waitingLabels[depth - 1]);
                    clause(Frame.FOLDED_IF_THEN);
                } else {
                    folded();
                }
            }
            case FOLDED_IF_THEN -> {
                in.expectOpen("else");
                out.opcode(Opcode.ELSE);
                clause(Frame.FOLDED_IF_ELSE);
            }
            case FOLDED_TRY -> {
                in.expectOpen("do");
                clause(Frame.FOLDED_TRY_DONE);
            }
            case FOLDED_TRY_DONE, FOLDED_TRY_CATCH -> tryClause();
            default -> {
                if (!top().allowsFolded()) {
                    throw in.unexpected(")");
                }
                folded();
            }
        }
    }

    /** The construct on top becomes {@code after}, which it is when the clause that starts here is closed. */
    private void clause(Frame after) {
        become(after);
        push(Frame.CLAUSE);
    }

    private void tryClause() {
        if (in.acceptOpen("catch")) {
            immediates.instruction(List.of(Opcode.CATCH), out);
            clause(Frame.FOLDED_TRY_CATCH);
        } else if (in.acceptOpen("catch_all")) {
            out.opcode(Opcode.CATCH_ALL);
            clause(Frame.FOLDED_TRY_LAST);
        } else {
            if (top() == Frame.FOLDED_TRY_CATCH || !in.acceptOpen("delegate")) {
                throw in.unexpected("(catch");
            }
            delegate();
            in.expectClose();
            become(Frame.FOLDED_TRY_DELEGATED);
        }
    }

    /** Ends a {@code try}; its own label is no target. */
    private void delegate() {
        labels.pop();
        immediates.instruction(List.of(Opcode.DELEGATE), out);
    }

    private void folded() {
        int hint = readHint();
        in.advance();
        List<Opcode> candidates = mnemonic();
        Opcode opcode = candidates.getFirst();
        switch (opcode) {
            case BLOCK, LOOP, TRY_TABLE, TRY -> {
                requireNoHint(hint);
                mark(in.position());
                in.advance();
                block(opcode);
                push(opcode == Opcode.TRY ? Frame.FOLDED_TRY : Frame.FOLDED_BLOCK);
            }
            case IF -> {
                push(Frame.FOLDED_IF);
                waitingTokens[depth - 1] = in.position();
                in.advance();
                waitingHints[depth - 1] = hint;
                waitingLabels[depth - 1] = in.identifier();
                pending.opcode(opcode);
                types.blockType(pending);
            }
            case ELSE, END, CATCH, CATCH_ALL, DELEGATE -> throw in.unexpected("an instruction");
            default -> {
                if (opcode != Opcode.BR_IF) {
                    requireNoHint(hint);
                }
                push(Frame.FOLDED);
                waitingTokens[depth - 1] = in.position();
                in.advance();
                waitingHints[depth - 1] = hint;
                immediates.instruction(candidates, pending);
            }
        }
    }

    private void close() {
        switch (top()) {
            case SEQUENCE -> {
                depth--;
                return;
            }
            case FOLDED -> writePending();
            case FOLDED_BLOCK, FOLDED_IF_THEN, FOLDED_IF_ELSE, FOLDED_TRY_DONE, FOLDED_TRY_CATCH, FOLDED_TRY_LAST -> {
                out.opcode(Opcode.END);
                labels.pop();
            }
            case FOLDED_TRY_DELEGATED, CLAUSE -> {
            }
            case FOLDED_IF -> throw in.unexpected("(then");
            case FOLDED_TRY -> throw in.unexpected("(do");
            case FLAT_BLOCK, FLAT_IF, FLAT_LAST, FLAT_TRY, FLAT_CATCH -> throw in.unexpected("end");
        }
        depth--;
        in.advance();
    }

    // flat instructions

    private void flat() {
        if (!top().allowsFlat()) {
            throw in.unexpected("a parenthesis");
        }
        int hint = readHint();
        List<Opcode> candidates = mnemonic();
        Opcode opcode = candidates.getFirst();
        if (opcode != Opcode.IF && opcode != Opcode.BR_IF) {
            requireNoHint(hint);
        }
        switch (opcode) {
            case BLOCK, LOOP, TRY_TABLE, TRY, IF -> {
                mark(in.position());
                in.advance();
                hint(hint);
                block(opcode);
                push(opcode == Opcode.IF ? Frame.FLAT_IF : opcode == Opcode.TRY ? Frame.FLAT_TRY : Frame.FLAT_BLOCK);
            }
            case ELSE -> flatClause(top() == Frame.FLAT_IF, Frame.FLAT_LAST, candidates);
            case CATCH -> flatClause(top() == Frame.FLAT_TRY || top() == Frame.FLAT_CATCH, Frame.FLAT_CATCH, candidates);
            case CATCH_ALL -> flatClause(top() == Frame.FLAT_TRY || top() == Frame.FLAT_CATCH, Frame.FLAT_LAST, candidates);
            case DELEGATE -> {
                requireTop(top() == Frame.FLAT_TRY);
                in.advance();
                delegate();
                depth--;
            }
            case END -> {
                requireTop(top().isFlatBlock());
                in.advance();
                repeatedLabel();
                out.opcode(opcode);
                labels.pop();
                depth--;
            }
            default -> {
                mark(in.position());
                in.advance();
                hint(hint);
                immediates.instruction(candidates, out);
            }
        }
    }

    private void flatClause(boolean fits, Frame next, List<Opcode> candidates) {
        requireTop(fits);
        in.advance();
        if (top() == Frame.FLAT_IF) {
            repeatedLabel();
        }
        immediates.instruction(candidates, out);
        become(next);
    }

    private void requireTop(boolean fits) {
        if (!fits) {
            throw in.unexpected("an instruction");
        }
    }

    /** An identifier behind {@code else} or {@code end} must be that of the block. */
    private void repeatedLabel() {
        int token = in.position();
        String label = in.identifier();
        if (label != null && !label.equals(labels.innermost())) {
            throw in.tokens().error(token, "mismatching label " + in.tokens().text(token));
        }
    }

    // both

    /** The instructions that the keyword here names; it is not read yet. */
    private List<Opcode> mnemonic() {
        List<Opcode> candidates = in.at(TokenKind.KEYWORD) ? Opcode.of(in.tokens().text(in.position())) : List.of();
        if (candidates.isEmpty()) {
            throw in.unexpected("an instruction");
        }
        return candidates;
    }

    /** The start of a block: its label, its type and, where it has them, its catch clauses, whose labels lie outside. */
    private void block(Opcode opcode) {
        String label = in.identifier();
        out.opcode(opcode);
        types.blockType(out);
        if (opcode == Opcode.TRY_TABLE) {
            immediates.catchClauses(out);
        }
        labels.push(label);
    }

    /** Notes that the instruction of this keyword comes next in the binary. */
    private void mark(int token) {
        if (marks != null) {
            marks.instruction(out.length(), in.tokens(), token);
        }
    }

    // branch hints

    private int readHint() {
        return hints == null ? -1 : Annotations.branchHint(in);
    }

    private void hint(int hint) {
        if (hint >= 0) {
            hints.add(out.length(), hint);
        }
    }

    private void requireNoHint(int hint) {
        if (hint >= 0) {
            throw in.tokens().source().error(ModuleException.Kind.INVALID, in.tokens().start(in.position()),
                            "@" + Annotation.BRANCH_HINT + " annotation: invalid target");
        }
    }
}
