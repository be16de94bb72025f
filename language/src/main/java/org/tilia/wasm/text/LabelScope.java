package org.tilia.wasm.text;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/** The labels around an instruction (spec 6.5.2): an inner one hides an outer one of the same name. */
final class LabelScope {

    private String[] identifiers = new String[16];
    /** For every label the position of the one that it hides, or −1. */
    private int[] hidden = new int[16];
    private int depth;
    private final Map<String, Integer> innermost = new HashMap<>();

    /** How many labels the function has had so far. */
    private int count;
    private Map<Integer, String> names = Map.of();

    /** Forgets all labels: a function starts. */
    void clear() {
        depth = 0;
        count = 0;
        innermost.clear();
        names = Map.of();
    }

    /** The function's labels that have identifiers, by their number in the order of their blocks. */
    Map<Integer, String> names() {
        return names;
    }

    void push(String identifier) {
        if (depth == identifiers.length) {
            identifiers = Arrays.copyOf(identifiers, 2 * depth);
            hidden = Arrays.copyOf(hidden, 2 * depth);
        }
        identifiers[depth] = identifier;
        if (identifier != null) {
            Integer outer = innermost.put(identifier, depth);
            hidden[depth] = outer == null ? -1 : outer;
            if (names.isEmpty()) {
                names = new TreeMap<>();
            }
            names.put(count, identifier);
        }
        depth++;
        count++;
    }

    void pop() {
        depth--;
        String identifier = identifiers[depth];
        if (identifier != null) {
            if (hidden[depth] < 0) {
                innermost.remove(identifier);
            } else {
                innermost.put(identifier, hidden[depth]);
            }
        }
    }

    /** The identifier of the innermost label, or null. */
    String innermost() {
        return identifiers[depth - 1];
    }

    /** Reads a label, by its number or its identifier, and gives its index. */
    int index(TokenReader in) {
        if (!in.at(TokenKind.IDENTIFIER)) {
            if (!in.at(TokenKind.NATURAL)) {
                throw in.unexpected("a label");
            }
            return in.u32();
        }
        Integer position = innermost.get(in.tokens().identifier(in.position()));
        if (position == null) {
            throw in.error("unknown label " + in.tokens().text(in.position()));
        }
        in.advance();
        return depth - 1 - position;
    }
}
