package org.tilia.wasm.bytecode;

import static java.lang.constant.ConstantDescs.CD_Integer;
import static java.lang.constant.ConstantDescs.CD_String;
import static java.lang.constant.ConstantDescs.CD_char;
import static java.lang.constant.ConstantDescs.CD_int;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.instruction.SwitchCase;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntUnaryOperator;
import org.tilia.wasm.module.ValueKind;

/**
 * A large branch table: a string has for each entry the number of the place that it leads to, which a switch is on. Segments
 * that are in one region are one such place; which of them is meant is in the upper bits, or in a second string where these are
 * too few. One look is better: C2 inlines what it takes before the segments, and inlines only so much in one method.
 */
final class JumpTable {

    /** Of an entry of a plain switch. */
    private static final int CASE_BYTES = 4;
    /** Of how a plain switch leads to a segment that is in a region. */
    private static final int SELECTION_BYTES = 7;
    /** Tables that would be larger as a plain switch are emitted by this class. */
    static final int MAXIMUM_PLAIN_BYTES = 1024;

    private static final MethodTypeDesc CHAR_AT = MethodTypeDesc.of(CD_char, CD_int);
    private static final MethodTypeDesc COMPARE = MethodTypeDesc.of(CD_int, CD_int, CD_int);

    private final MethodEmitter emitter;
    private final CodeBuilder code;
    private final int[] labels;
    private final int index;

    /** @param labels the default last */
    JumpTable(MethodEmitter emitter, int[] labels) {
        this.emitter = emitter;
        this.code = emitter.code();
        this.labels = labels;
        this.index = emitter.newLocal(ValueKind.I32);
    }

    /** Whether a table is small enough for a plain switch. */
    static boolean isPlain(MethodEmitter emitter, int[] labels) {
        long selections = Arrays.stream(labels).distinct().filter(label -> emitter.selected(label) != null).count();
        return (long) labels.length * CASE_BYTES + selections * SELECTION_BYTES <= MAXIMUM_PLAIN_BYTES;
    }

    /** Emits the branch on the index that is on the stack. */
    void emit() {
        Map<Object, Integer> places = new LinkedHashMap<>();
        int[] numbers = new int[labels.length];
        int[] segments = new int[labels.length];
        for (int i = 0; i < labels.length; i++) {
            Region region = emitter.selected(labels[i]);
            Object place = region != null ? region : labels[i];
            numbers[i] = places.computeIfAbsent(place, _ -> places.size());
            segments[i] = region == null ? 0 : emitter.selectedSegment(labels[i]);
        }
        int bits = Integer.SIZE - Integer.numberOfLeadingZeros(places.size() - 1);
        boolean together = (long) Arrays.stream(segments).max().orElse(0) + 1 << bits <= Character.MIN_SURROGATE;
        limitIndex();
        if (together) {
            look(text(i -> segments[i] << bits | numbers[i]));
            code.istore(index).iload(index).loadConstant((1 << bits) - 1).iand();
        } else {
            look(text(i -> numbers[i]));
        }
        List<SwitchCase> cases = new ArrayList<>();
        Map<Region, Label> selections = new LinkedHashMap<>();
        places.forEach((place, number) -> cases.add(SwitchCase.of(number, place instanceof Region region
                        ? selections.computeIfAbsent(region, _ -> code.newLabel())
                        : emitter.caseTarget((Integer) place))));
        code.tableswitch(0, cases.size() - 1, cases.getLast().target(), cases);
        emitter.bindCases();
        selections.forEach((region, place) -> {
            code.labelBinding(place);
            if (together) {
                code.iload(index).loadConstant(bits).iushr();
            } else {
                look(text(i -> segments[i]));
            }
            emitter.select(region);
        });
    }

    /** Beyond the table is its default, the last entry. */
    private void limitIndex() {
        Label inside = code.newLabel();
        code.istore(index).iload(index).loadConstant(labels.length - 1);
        code.invokestatic(CD_Integer, "compareUnsigned", COMPARE).iflt(inside);
        code.loadConstant(labels.length - 1).istore(index);
        code.labelBinding(inside);
    }

    private String text(IntUnaryOperator number) {
        StringBuilder characters = new StringBuilder(labels.length);
        for (int i = 0; i < labels.length; i++) {
            characters.append(character(number.applyAsInt(i)));
        }
        return characters.toString();
    }

    private void look(String table) {
        emitter.loadText(table);
        code.iload(index).invokevirtual(CD_String, "charAt", CHAR_AT);
    }

    private static char character(int number) {
        if (number >= Character.MIN_SURROGATE) {
            throw new IllegalArgumentException("a branch table leads to more places than a method of the JVM can have");
        }
        return (char) number;
    }
}
