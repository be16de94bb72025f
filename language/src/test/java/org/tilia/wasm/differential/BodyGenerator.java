package org.tilia.wasm.differential;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.tilia.wasm.differential.ProgramGenerator.Signature;
import org.tilia.wasm.instruction.Immediate;
import org.tilia.wasm.instruction.Opcode;
import org.tilia.wasm.module.Feature;

/**
 * Makes the body of a function, one instruction after the other, with the types of the operand stack in mind. Operands that
 * lie on the stack are used where they fit; others are pushed first.
 */
final class BodyGenerator {

    /** Locals behind all others that keep a float while it is looked at. */
    static final String SCRATCH = "fd";

    private static final List<Opcode> NUMERIC = List.of(Opcode.values()).stream().filter(BodyGenerator::isNumeric).toList();
    private static final List<Opcode> ACCESSES = List.of(Opcode.values()).stream().filter(BodyGenerator::isAccess).toList();
    private static final int MAXIMUM_DEPTH = 5;
    private static final int MAXIMUM_NESTING = 15;
    private static final int[] INTEGERS = {0, 1, -1, 2, 7, 31, 32, 255, 65535, 65536, Integer.MAX_VALUE, Integer.MIN_VALUE};
    private static final String[] FLOATS = {"0", "-0", "1", "-1.5", "2.5", "1e10", "-1e20", "0x1p31", "0x1p63", "inf", "-inf", "nan", "1e-40"};

    private final Random random;
    private final List<Signature> types;
    private final List<Integer> functions;
    private final Signature type;
    private final String locals;
    private final StringBuilder out = new StringBuilder();
    private final List<Frame> frames = new ArrayList<>();
    private int budget;

    /** An open block: the operand stack above its base, and what a branch to it takes. */
    private static final class Frame {

        private final String label;
        private final String results;
        private final StringBuilder stack;

        Frame(String label, String results, String stack) {
            this.label = label;
            this.results = results;
            this.stack = new StringBuilder(stack);
        }
    }

    /** @param locals the declared locals, of which there is one of each type at least */
    BodyGenerator(Random random, List<Signature> types, List<Integer> functions, Signature type, String locals) {
        this.random = random;
        this.types = types;
        this.functions = functions;
        this.type = type;
        this.locals = type.parameters() + locals;
        this.budget = 10 + random.nextInt(60);
    }

    private static boolean isNumeric(Opcode opcode) {
        return opcode.hasFixedType() && opcode.immediate() == Immediate.NONE && opcode.alignment() < 0 && opcode != Opcode.NOP
                        && isScalar(opcode);
    }

    private static boolean isAccess(Opcode opcode) {
        return opcode.alignment() >= 0 && isScalar(opcode);
    }

    private static boolean isScalar(Opcode opcode) {
        return (opcode.feature() == null || opcode.feature() == Feature.SIGN_EXTENSION || opcode.feature() == Feature.SATURATING_CONVERSION)
                        && (opcode.operands() + opcode.results()).chars().allMatch(letter -> ("a" + ProgramGenerator.TYPES).indexOf(letter) >= 0);
    }

    /** The instructions, a line each. */
    String generate() {
        takeFuel();
        frames.add(new Frame(type.results(), type.results(), ""));
        sequence();
        return out.toString();
    }

    private void takeFuel() {
        emit("(global.set $fuel (i32.sub (global.get $fuel) (i32.const 1)))");
        emit("(if (i32.le_s (global.get $fuel) (i32.const 0)) (then unreachable))");
    }

    private void emit(String instruction) {
        out.append("    ").append("  ".repeat(Math.max(0, frames.size() - 1))).append(instruction).append('\n');
    }

    private Frame top() {
        return frames.getLast();
    }

    private StringBuilder stack() {
        return top().stack;
    }

    private boolean chance(int percent) {
        return random.nextInt(100) < percent;
    }

    private <T> T any(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }

    private char anyType() {
        return ProgramGenerator.TYPES.charAt(random.nextInt(ProgramGenerator.TYPES.length()));
    }

    /** Instructions up to the end of the innermost block, whose results they leave. */
    private void sequence() {
        int count = 1 + random.nextInt(10);
        for (int i = 0; i < count && budget-- > 0; i++) {
            if (!instruction()) {
                deadCode();
                return;
            }
        }
        leave(top().results);
    }

    /** Brings the stack to exactly these types. */
    private void leave(String results) {
        if (!stack().toString().equals(results)) {
            while (!stack().isEmpty() && !results.startsWith(stack().toString())) {
                consume();
            }
            for (char missing : results.substring(stack().length()).toCharArray()) {
                push(missing);
            }
        }
    }

    /** Takes the topmost value away, and often keeps it where it can be seen later. */
    private void consume() {
        char last = pop();
        switch (random.nextInt(3)) {
            case 0 -> emit("drop");
            case 1 -> emit("local.set " + anyLocal(last));
            default -> emit("global.set $g" + last);
        }
    }

    private char pop() {
        char last = stack().charAt(stack().length() - 1);
        stack().setLength(stack().length() - 1);
        return last;
    }

    /** Makes these types the topmost operands, and takes them off the stack. */
    private void operands(String wanted) {
        String present = stack().toString();
        int shared = wanted.length();
        while (shared > 0 && !present.endsWith(wanted.substring(0, shared))) {
            shared--;
        }
        for (char missing : wanted.substring(shared).toCharArray()) {
            push(missing);
        }
        stack().setLength(stack().length() - wanted.length());
    }

    /** Pushes a value from somewhere. */
    private void push(char wanted) {
        String name = ProgramGenerator.name(wanted);
        switch (random.nextInt(4)) {
            case 0 -> emit(name + ".const " + constant(wanted));
            case 1 -> emit("global.get $g" + wanted);
            default -> emit("local.get " + anyLocal(wanted));
        }
        stack().append(wanted);
    }

    private String constant(char wanted) {
        return switch (wanted) {
            case 'i' -> Integer.toString(chance(50) ? INTEGERS[random.nextInt(INTEGERS.length)] : random.nextInt());
            case 'l' -> Long.toString(chance(50) ? INTEGERS[random.nextInt(INTEGERS.length)] : random.nextLong());
            default -> FLOATS[random.nextInt(FLOATS.length)];
        };
    }

    private int anyLocal(char wanted) {
        int start = random.nextInt(locals.length());
        int found = locals.indexOf(wanted, start);
        return found >= 0 ? found : locals.indexOf(wanted);
    }

    /** One instruction, perhaps with its operands before it. False if control does not get behind it. */
    private boolean instruction() {
        int dice = random.nextInt(100);
        if (dice < 36) {
            numeric();
        } else if (dice < 46) {
            variable();
        } else if (dice < 58) {
            access();
        } else if (dice < 62) {
            wholeMemory();
        } else if (dice < 66) {
            push(anyType());
        } else if (dice < 70) {
            select();
        } else if (dice < 79) {
            block();
        } else if (dice < 82) {
            switchNest();
        } else if (dice < 88) {
            branchIf();
        } else if (dice < 96) {
            call();
        } else if (dice < 97) {
            return jump();
        }
        return true;
    }

    private void numeric() {
        Opcode opcode = any(NUMERIC);
        operands(opcode.operands());
        emit(opcode.mnemonic());
        char result = opcode.results().charAt(0);
        stack().append(result);
        if (result == 'f' || result == 'd') {
            oneNaN(result);
        }
    }

    /** The spec leaves open which NaN an operation gives; here all become the same. */
    private void oneNaN(char result) {
        String name = ProgramGenerator.name(result);
        int scratch = locals.length() + SCRATCH.indexOf(result);
        emit("local.tee " + scratch);
        emit(name + ".const nan");
        emit("(" + name + ".eq (local.get " + scratch + ") (local.get " + scratch + "))");
        emit("select");
    }

    private void variable() {
        char kind = anyType();
        operands(String.valueOf(kind));
        switch (random.nextInt(3)) {
            case 0 -> emit("local.set " + anyLocal(kind));
            case 1 -> emit("global.set $g" + kind);
            default -> {
                emit("local.tee " + anyLocal(kind));
                stack().append(kind);
            }
        }
    }

    private void access() {
        Opcode opcode = any(ACCESSES);
        boolean store = opcode.results().isEmpty();
        operands("i");
        if (chance(95)) {
            emit("i32.const " + (chance(50) ? 0xFF : 0xFFF8));
            emit("i32.and");
        }
        stack().append('i');
        if (store) {
            push(opcode.operands().charAt(1));
            pop();
        }
        pop();
        int offset = chance(90) ? random.nextInt(16) : random.nextInt(70_000);
        emit(opcode.mnemonic() + " offset=" + offset + (chance(20) ? " align=1" : ""));
        if (!store) {
            stack().append(opcode.results());
        }
    }

    private void wholeMemory() {
        switch (random.nextInt(5)) {
            case 0 -> {
                emit("memory.size");
                stack().append('i');
            }
            case 1 -> {
                emit("i32.const " + (chance(80) ? random.nextInt(2) : -1));
                emit("memory.grow");
                stack().append('i');
            }
            case 2 -> emit("(memory.fill (i32.const " + random.nextInt(1000) + ") (local.get " + anyLocal('i') + ") (i32.const " + random.nextInt(100) + "))");
            case 3 -> emit("(memory.copy (i32.const " + random.nextInt(200) + ") (i32.const " + random.nextInt(200) + ") (i32.const " + random.nextInt(100)
                            + "))");
            default -> emit("(memory.init $passive (i32.const " + random.nextInt(200) + ") (i32.const " + random.nextInt(8) + ") (i32.const "
                            + random.nextInt(4) + "))");
        }
    }

    private void select() {
        char kind = anyType();
        operands(kind + "" + kind + "i");
        emit(chance(50) ? "select" : "select (result " + ProgramGenerator.name(kind) + ")");
        stack().append(kind);
    }

    private void block() {
        if (frames.size() > MAXIMUM_DEPTH && chance(80) || frames.size() > MAXIMUM_NESTING) {
            return;
        }
        Signature blockType = chance(40) ? new Signature("", "") : chance(40) ? new Signature("", String.valueOf(anyType())) : any(types);
        String keyword = any(List.of("block", "block", "loop", "if"));
        operands(blockType.parameters() + (keyword.equals("if") ? "i" : ""));
        emit(keyword + blockType.text());
        boolean loop = keyword.equals("loop");
        frames.add(new Frame(loop ? blockType.parameters() : blockType.results(), blockType.results(), blockType.parameters()));
        if (loop) {
            takeFuel();
        }
        sequence();
        if (keyword.equals("if") && (chance(50) || !blockType.parameters().equals(blockType.results()))) {
            frames.removeLast();
            emit("else");
            frames.add(new Frame(blockType.results(), blockType.results(), blockType.parameters()));
            sequence();
        }
        frames.removeLast();
        emit("end");
        stack().append(blockType.results());
    }

    /** A nest of blocks round a {@code br_table}, as compilers make of a switch; cases fall through or go elsewhere. */
    private void switchNest() {
        int cases = 2 + random.nextInt(5);
        if (frames.size() + cases > MAXIMUM_NESTING) {
            return;
        }
        for (int i = 0; i < cases; i++) {
            emit("block");
            frames.add(new Frame("", "", ""));
        }
        operands("i");
        emit("br_table" + " 0".repeat(random.nextInt(3)) + random.ints(1 + random.nextInt(6), 0, cases).mapToObj(label -> " " + label)
                        .collect(Collectors.joining()));
        for (int i = 0; i < cases; i++) {
            frames.removeLast();
            emit("end");
            if (i < cases - 1) {
                sequence();
            }
        }
    }

    private void branchIf() {
        int label = random.nextInt(frames.size());
        String carried = frames.get(frames.size() - 1 - label).label;
        operands(carried + "i");
        emit("br_if " + label);
        stack().append(carried);
    }

    private void call() {
        int target = random.nextInt(functions.size() + types.size());
        boolean indirect = target >= functions.size();
        Signature callee = types.get(indirect ? target - functions.size() : functions.get(target));
        operands(callee.parameters() + (indirect ? "i" : ""));
        if (indirect) {
            if (chance(95)) {
                emit("i32.const " + ProgramGenerator.TABLE_SIZE);
                emit("i32.rem_u");
            }
            emit("call_indirect (type $t" + (target - functions.size()) + ")");
        } else {
            emit("call $f" + target);
        }
        stack().append(callee.results());
    }

    /** Leaves the sequence. */
    private boolean jump() {
        switch (random.nextInt(4)) {
            case 0 -> emit("unreachable");
            case 1 -> {
                operands(type.results());
                emit("return");
            }
            case 2 -> {
                int label = random.nextInt(frames.size());
                operands(frames.get(frames.size() - 1 - label).label);
                emit("br " + label);
            }
            default -> branchTable();
        }
        return false;
    }

    private void branchTable() {
        int last = random.nextInt(frames.size());
        String carried = frames.get(frames.size() - 1 - last).label;
        operands(carried + "i");
        StringBuilder labels = new StringBuilder("br_table");
        for (int i = random.nextInt(6); i > 0; i--) {
            int label = random.nextInt(frames.size());
            if (frames.get(frames.size() - 1 - label).label.equals(carried)) {
                labels.append(' ').append(label);
            }
        }
        emit(labels.append(' ').append(last).toString());
    }

    /** The rest of a sequence that control does not reach: any operands are there, but what is pushed must fit. */
    private void deadCode() {
        stack().setLength(0);
        if (chance(30)) {
            for (int i = random.nextInt(3); i > 0; i--) {
                numeric();
            }
            leave(top().results);
        }
    }
}
