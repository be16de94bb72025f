package org.tilia.wasm.text;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/** An index space (spec 6.6.1): which identifiers stand for which indices, and what the name section calls them. */
final class NameSpace {

    private final String thing;
    // Most functions name no locals, and there may be very many functions.
    private Map<String, Integer> indices = Map.of();
    private Map<Integer, String> names = Map.of();
    private int size;

    /** @param thing what an index of this space means, as the spec's messages say it */
    NameSpace(String thing) {
        this.thing = thing;
    }

    /** What an index of this space means. */
    String thing() {
        return thing;
    }

    /** The number of indices given out. */
    int size() {
        return size;
    }

    /** Gives out {@code count} indices without names. */
    void skip(int count) {
        size += count;
    }

    /** Gives out the next index to the identifier that the reader may be at. */
    int bind(TokenReader in) {
        int token = in.position();
        String identifier = in.identifier();
        if (identifier != null) {
            if (indices.isEmpty()) {
                indices = new HashMap<>();
            }
            if (indices.putIfAbsent(identifier, size) != null) {
                throw in.tokens().error(token, "duplicate " + thing + " $" + identifier);
            }
        }
        String name = Annotations.name(in, thing, identifier);
        if (name != null) {
            if (names.isEmpty()) {
                names = new TreeMap<>();
            }
            names.put(size, name);
        }
        return size++;
    }

    /** Reads an index or an identifier and gives the index; a number may be one that does not exist. */
    int index(TokenReader in) {
        if (!in.at(TokenKind.IDENTIFIER)) {
            if (!in.at(TokenKind.NATURAL)) {
                throw in.unexpected("the index of a " + thing);
            }
            return in.u32();
        }
        Integer index = indices.get(in.tokens().identifier(in.position()));
        if (index == null) {
            throw in.error("unknown " + thing + " " + in.tokens().text(in.position()));
        }
        in.advance();
        return index;
    }

    /** The names by index, in ascending order. */
    Map<Integer, String> names() {
        return names;
    }
}
