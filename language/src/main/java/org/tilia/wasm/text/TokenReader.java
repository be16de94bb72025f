package org.tilia.wasm.text;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import org.tilia.wasm.module.ModuleException;

/** A place in a token stream, and the small expectations that the grammar is made of. */
final class TokenReader {

    private final Tokens tokens;
    private final int limit;
    private int position;
    /** The annotations that have found their place, by their index in {@link Tokens#annotations()}. */
    private final boolean[] used;

    /** Reads the tokens {@code from} (inclusive) to {@code limit} (exclusive). */
    TokenReader(Tokens tokens, int from, int limit) {
        this.tokens = tokens;
        this.position = from;
        this.limit = limit;
        this.used = new boolean[tokens.annotations().size()];
    }

    Tokens tokens() {
        return tokens;
    }

    int position() {
        return position;
    }

    void moveTo(int index) {
        position = index;
    }

    void advance() {
        take();
    }

    /** Reads a token of any kind and gives its index. */
    private int take() {
        tokens.poll().item();
        return position++;
    }

    /** Whether all tokens are read. */
    boolean atLimit() {
        return position >= limit;
    }

    TokenKind kind() {
        return tokens.kind(position);
    }

    boolean at(TokenKind kind) {
        return tokens.kind(position) == kind;
    }

    boolean atKeyword(String keyword) {
        return tokens.isKeyword(position, keyword);
    }

    /** Whether an opening parenthesis and this keyword come next. */
    boolean atOpen(String keyword) {
        return at(TokenKind.LEFT_PARENTHESIS) && tokens.isKeyword(position + 1, keyword);
    }

    /** Whether an index comes next: a number or an identifier. */
    boolean atIndex() {
        return at(TokenKind.NATURAL) || at(TokenKind.IDENTIFIER);
    }

    /** Reads {@code keyword} if it comes next. */
    boolean accept(String keyword) {
        boolean found = atKeyword(keyword);
        if (found) {
            take();
        }
        return found;
    }

    /** Reads an opening parenthesis and {@code keyword} if they come next. */
    boolean acceptOpen(String keyword) {
        boolean found = atOpen(keyword);
        if (found) {
            take();
            take();
        }
        return found;
    }

    void expectOpen(String keyword) {
        expect(TokenKind.LEFT_PARENTHESIS, "(" + keyword);
        expectKeyword(keyword);
    }

    void expectKeyword(String keyword) {
        if (!accept(keyword)) {
            throw unexpected(keyword);
        }
    }

    void expectClose() {
        expect(TokenKind.RIGHT_PARENTHESIS, ")");
    }

    /** Reads a token of this kind and gives its index. */
    int expect(TokenKind kind, String expected) {
        if (!at(kind)) {
            throw unexpected(expected);
        }
        return take();
    }

    /** Reads a keyword and gives it. */
    String keyword(String expected) {
        return tokens.text(expect(TokenKind.KEYWORD, expected));
    }

    /** Reads a string and gives its bytes. */
    byte[] string() {
        return tokens.string(expect(TokenKind.STRING, "a string"));
    }

    /** Reads all strings that follow and gives their bytes, joined. */
    byte[] strings() {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        while (at(TokenKind.STRING)) {
            joined.writeBytes(string());
        }
        return joined.toByteArray();
    }

    /** Reads a string that must be UTF-8. */
    String name() {
        int index = expect(TokenKind.STRING, "a name");
        String name = StringLiterals.utf8(tokens.string(index));
        if (name == null) {
            throw tokens.error(index, "malformed UTF-8 encoding");
        }
        return name;
    }

    /** Reads an identifier if one comes next, and gives it without its dollar sign; otherwise null. */
    String identifier() {
        return at(TokenKind.IDENTIFIER) ? tokens.identifier(take()) : null;
    }

    // numbers

    int u32() {
        return (int) unsigned(32, "i32 constant out of range");
    }

    long u64() {
        return unsigned(64, "i64 constant out of range");
    }

    int u8() {
        return (int) unsigned(8, "i8 constant out of range");
    }

    private long unsigned(int bits, String outOfRange) {
        int index = expect(TokenKind.NATURAL, "a number");
        return integer(index, 0, bits, outOfRange);
    }

    /** The unsigned integer behind {@code prefix} in the current keyword, as in {@code offset=16}. */
    long u64After(String prefix) {
        int index = take();
        int start = tokens.start(index) + prefix.length();
        boolean natural = start < tokens.end(index)
                        && NumberLiterals.classify(tokens.source().bytes(), start, tokens.end(index)) == TokenKind.NATURAL;
        if (!natural) {
            throw tokens.error(index, "unknown operator " + tokens.text(index));
        }
        return integer(index, prefix.length(), 64, "constant out of range");
    }

    /** Reads an integer that fits into {@code bits} bits, signed or unsigned. */
    long integer(int bits, String outOfRange) {
        if (!at(TokenKind.NATURAL) && !at(TokenKind.INTEGER)) {
            throw unexpected("an integer");
        }
        return integer(take(), 0, bits, outOfRange);
    }

    private long integer(int index, int skip, int bits, String outOfRange) {
        try {
            return NumberLiterals.integer(tokens.source().bytes(), tokens.start(index) + skip, tokens.end(index), bits);
        } catch (ArithmeticException e) {
            throw tokens.error(index, outOfRange + ": " + tokens.text(index));
        }
    }

    int i32() {
        return (int) integer(32, "constant out of range");
    }

    long i64() {
        return integer(64, "constant out of range");
    }

    int f32() {
        int index = number();
        try {
            return NumberLiterals.f32(tokens.source().bytes(), tokens.start(index), tokens.end(index));
        } catch (ArithmeticException e) {
            throw tokens.error(index, "constant out of range: " + tokens.text(index));
        }
    }

    long f64() {
        int index = number();
        try {
            return NumberLiterals.f64(tokens.source().bytes(), tokens.start(index), tokens.end(index));
        } catch (ArithmeticException e) {
            throw tokens.error(index, "constant out of range: " + tokens.text(index));
        }
    }

    private int number() {
        if (!isNumber(kind())) {
            throw unexpected("a number");
        }
        return take();
    }

    /** How many numbers come next. */
    int countNumbers() {
        int token = position;
        while (isNumber(tokens.kind(token))) {
            token++;
        }
        return token - position;
    }

    private static boolean isNumber(TokenKind kind) {
        return kind == TokenKind.NATURAL || kind == TokenKind.INTEGER || kind == TokenKind.FLOAT;
    }

    // annotations

    /** The annotations with this id that stand just before the current token; from now on they have found their place. */
    List<Annotation> annotations(String id) {
        if (used.length == 0) {
            return List.of();
        }
        List<Annotation> found = new ArrayList<>();
        List<Annotation> all = tokens.annotations();
        for (int i = firstAnnotation(position); i < all.size() && all.get(i).before() == position; i++) {
            if (!used[i] && all.get(i).id().equals(id)) {
                used[i] = true;
                found.add(all.get(i));
            }
        }
        return found;
    }

    /** Annotations from the token {@code from} on, up to and including the current one, that have not found a place. */
    Annotation misplaced(int from) {
        List<Annotation> all = tokens.annotations();
        for (int i = firstAnnotation(from); i < all.size() && all.get(i).before() <= position; i++) {
            if (!used[i]) {
                return all.get(i);
            }
        }
        return null;
    }

    private int firstAnnotation(int index) {
        List<Annotation> all = tokens.annotations();
        int low = 0;
        int high = all.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (all.get(middle).before() < index) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    ModuleException unexpected(String expected) {
        return tokens.unexpected(position, expected);
    }

    /** A malformed text, at the current token. */
    ModuleException error(String message) {
        return tokens.error(position, message);
    }
}
