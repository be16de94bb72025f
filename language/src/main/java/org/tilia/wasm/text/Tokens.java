package org.tilia.wasm.text;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.tilia.wasm.module.LoadPoll;
import org.tilia.wasm.module.ModuleException;

/** The tokens of one text as parallel arrays, and the positions and the spelling of each. */
final class Tokens {

    private final SourceText source;
    private final LoadPoll poll;
    private TokenKind[] kinds = new TokenKind[64];
    private int[] starts = new int[64];
    private int[] ends = new int[64];
    /** For an opening parenthesis the index of the closing one, or of the end where there is none. */
    private int[] links = new int[64];
    private int count;
    private int[] open = new int[16];
    private int openCount;
    private final List<Annotation> annotations = new ArrayList<>();

    Tokens(SourceText source, LoadPoll poll) {
        this.source = source;
        this.poll = poll;
    }

    // building, by the lexer

    void add(TokenKind kind, int start, int end) {
        if (count == starts.length) {
            int capacity = count + (count >> 1);
            kinds = Arrays.copyOf(kinds, capacity);
            starts = Arrays.copyOf(starts, capacity);
            ends = Arrays.copyOf(ends, capacity);
            links = Arrays.copyOf(links, capacity);
        }
        if (kind == TokenKind.LEFT_PARENTHESIS) {
            if (openCount == open.length) {
                open = Arrays.copyOf(open, 2 * openCount);
            }
            open[openCount++] = count;
        } else if (kind == TokenKind.RIGHT_PARENTHESIS && openCount > 0) {
            links[open[--openCount]] = count;
        } else if (kind == TokenKind.END) {
            while (openCount > 0) {
                links[open[--openCount]] = count;
            }
        }
        kinds[count] = kind;
        starts[count] = start;
        ends[count] = end;
        count++;
    }

    void annotate(Annotation annotation) {
        annotations.add(annotation);
    }

    // reading

    SourceText source() {
        return source;
    }

    /** What the text's tokens are items of. */
    LoadPoll poll() {
        return poll;
    }

    /** The number of tokens, the one at the end included. */
    int count() {
        return count;
    }

    TokenKind kind(int index) {
        return kinds[index];
    }

    int start(int index) {
        return starts[index];
    }

    int end(int index) {
        return ends[index];
    }

    /** The index of the parenthesis that closes the one at {@code index}, or of the end. */
    int closing(int index) {
        return links[index];
    }

    /** The annotations with a known id, in order. */
    List<Annotation> annotations() {
        return annotations;
    }

    /** The token as it is written. */
    String text(int index) {
        return new String(source.bytes(), starts[index], ends[index] - starts[index], StandardCharsets.UTF_8);
    }

    /** Whether the token is this keyword. */
    boolean isKeyword(int index, String keyword) {
        boolean sameLength = ends[index] - starts[index] == keyword.length();
        return kinds[index] == TokenKind.KEYWORD && sameLength && startsWith(index, keyword);
    }

    boolean startsWith(int index, String prefix) {
        if (ends[index] - starts[index] < prefix.length()) {
            return false;
        }
        for (int i = 0; i < prefix.length(); i++) {
            if (source.bytes()[starts[index] + i] != prefix.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** The bytes that a string token stands for. */
    byte[] string(int index) {
        return StringLiterals.decode(source, starts[index], ends[index]);
    }

    /** An identifier without its dollar sign, quotes and escapes: equal for all spellings of one identifier. */
    String identifier(int index) {
        int start = starts[index] + 1;
        if (source.bytes()[start] == '"') {
            return StringLiterals.utf8(StringLiterals.decode(source, start, ends[index]));
        }
        return new String(source.bytes(), start, ends[index] - start, StandardCharsets.ISO_8859_1);
    }

    /** Whether the grammar has this token nowhere. */
    boolean isUnknownWord(int index) {
        return kinds[index] == TokenKind.RESERVED || (kinds[index] == TokenKind.KEYWORD && !Keywords.isKnown(text(index)));
    }

    /** What is wrong with a token that the grammar does not expect here. */
    ModuleException unexpected(int index, String expected) {
        boolean opens = kinds[index] == TokenKind.LEFT_PARENTHESIS;
        if (opens && (kinds[index + 1] == TokenKind.KEYWORD || kinds[index + 1] == TokenKind.RESERVED)) {
            return unexpected(index + 1, expected);
        }
        String text = text(index);
        if (isUnknownWord(index)) {
            return error(index, "unknown operator " + abbreviate(text));
        }
        String found = kinds[index] == TokenKind.END ? "the end of the text" : abbreviate(text);
        return error(index, "unexpected token " + found + ", expected " + expected);
    }

    /** A malformed text, at this token. */
    ModuleException error(int index, String message) {
        return source.error(starts[index], message);
    }

    private static String abbreviate(String text) {
        return text.length() <= 60 ? text : text.substring(0, 57) + "...";
    }
}
