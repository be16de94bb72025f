package org.tilia.wasm.text;

import java.nio.charset.StandardCharsets;
import org.tilia.wasm.module.LoadPoll;
import org.tilia.wasm.module.ModuleException;

/**
 * Splits a text into tokens (spec 6.3), in one pass and without recursion.
 *
 * <p>White space and comments vanish. Annotations vanish from the stream too; those with a known id are kept beside it.
 * A token is the longest run of identifier characters and strings; a run that has the form of no token is
 * {@link TokenKind#RESERVED}, which only matters if the parser comes to it.
 */
final class Lexer {

    private final SourceText source;
    private final LoadPoll poll;
    private final byte[] bytes;
    private int position;

    private Lexer(SourceText source, LoadPoll poll) {
        this.source = source;
        this.poll = poll;
        this.bytes = source.bytes();
    }

    /** All tokens of the text, ending with one of kind {@link TokenKind#END}. */
    static Tokens tokenize(byte[] utf8, LoadPoll poll) {
        SourceText source = new SourceText(utf8);
        Tokens tokens = new Tokens(source, poll);
        Lexer lexer = new Lexer(source, poll);
        lexer.run(tokens);
        tokens.add(TokenKind.END, utf8.length, utf8.length);
        return tokens;
    }

    private void run(Tokens tokens) {
        while (skipSpace()) {
            int start = position;
            byte c = bytes[start];
            if (c == '(' && start + 1 < bytes.length && bytes[start + 1] == '@') {
                annotation(tokens);
            } else {
                TokenKind kind = token(c);
                if (kind == TokenKind.RESERVED && bytes[start] == '$' && isEmptyIdentifier(start)) {
                    throw error(start, "empty identifier");
                }
                if (kind == TokenKind.IDENTIFIER && bytes[start + 1] == '"') {
                    requireName(start + 1, position);
                }
                tokens.add(kind, start, position);
            }
        }
    }

    /** Moves to the next byte that is neither white space nor part of a comment; false at the end of the text. */
    private boolean skipSpace() {
        while (position < bytes.length) {
            byte c = bytes[position];
            byte next = position + 1 < bytes.length ? bytes[position + 1] : 0;
            if (c == ' ' || c == '\n' || c == '\t' || c == '\r') {
                position++;
            } else if (c == ';' && next == ';') {
                lineComment();
            } else if (c == '(' && next == ';') {
                blockComment();
            } else {
                return true;
            }
        }
        return false;
    }

    private void lineComment() {
        poll.item();
        while (position < bytes.length && bytes[position] != '\n' && bytes[position] != '\r') {
            position += characterLength();
        }
    }

    private void blockComment() {
        poll.item();
        int start = position;
        int depth = 1;
        position += 2;
        while (depth > 0) {
            if (position + 1 >= bytes.length) {
                throw error(start, "unclosed comment");
            }
            if (bytes[position] == '(' && bytes[position + 1] == ';') {
                depth++;
                position += 2;
            } else if (bytes[position] == ';' && bytes[position + 1] == ')') {
                depth--;
                position += 2;
            } else {
                position += characterLength();
            }
        }
    }

    private int characterLength() {
        int length = Utf8.sequenceLength(bytes, position, bytes.length);
        if (length == 0) {
            throw error(position, "malformed UTF-8 encoding");
        }
        return length;
    }

    /** Reads the token that starts with {@code first} and moves behind it. */
    private TokenKind token(byte first) {
        poll.item();
        int start = position;
        if (first == '(') {
            position++;
            return TokenKind.LEFT_PARENTHESIS;
        }
        if (first == ')') {
            position++;
            return TokenKind.RIGHT_PARENTHESIS;
        }
        boolean plain = run();
        if (position == start) {
            characterLength();
            throw error(start, "illegal character");
        }
        if (plain) {
            return classify(first, start);
        }
        if (first == '"' && stringEnd(start) == position) {
            return TokenKind.STRING;
        }
        boolean quoted = first == '$' && bytes[start + 1] == '"' && stringEnd(start + 1) == position;
        return quoted && position > start + 3 ? TokenKind.IDENTIFIER : TokenKind.RESERVED;
    }

    private int stringEnd(int start) {
        return StringLiterals.scan(bytes, start, bytes.length);
    }

    /** Moves to the end of a run of characters that no space is needed between; whether all are identifier characters. */
    private boolean run() {
        boolean plain = true;
        while (position < bytes.length) {
            byte c = bytes[position];
            if (Characters.isIdentifier(c)) {
                position++;
            } else if (c == '"') {
                plain = false;
                position = string();
            } else if (Characters.isReserved(c) && !(c == ';' && position + 1 < bytes.length && bytes[position + 1] == ';')) {
                plain = false;
                position++;
            } else {
                break;
            }
        }
        return plain;
    }

    private int string() {
        int end = stringEnd(position);
        if (end >= 0) {
            return end;
        }
        byte before = position > 0 ? bytes[position - 1] : 0;
        if (before == '$') {
            throw error(position, "empty identifier");
        }
        boolean unclosed = ~end == bytes.length || bytes[~end] == '\n';
        throw unclosed ? error(position, "unclosed string") : error(~end, "illegal character in a string");
    }

    private TokenKind classify(byte first, int start) {
        if (first == '$') {
            return position > start + 1 ? TokenKind.IDENTIFIER : TokenKind.RESERVED;
        }
        TokenKind number = NumberLiterals.classify(bytes, start, position);
        if (number != TokenKind.RESERVED) {
            return number;
        }
        return first >= 'a' && first <= 'z' ? TokenKind.KEYWORD : TokenKind.RESERVED;
    }

    /** Whether a run that starts with a dollar sign has nothing, or the empty string, behind it. */
    private boolean isEmptyIdentifier(int start) {
        return position == start + 1 || (position == start + 3 && bytes[start + 1] == '"');
    }

    private void annotation(Tokens tokens) {
        int start = position;
        position += 2;
        String id = annotationId(start);
        Tokens body = new Tokens(source, poll);
        boolean known = Annotation.isKnown(id);
        int depth = 1;
        while (depth > 0) {
            if (!skipSpace()) {
                throw error(start, "unclosed annotation");
            }
            int tokenStart = position;
            TokenKind kind = token(bytes[position]);
            if (kind == TokenKind.LEFT_PARENTHESIS) {
                depth++;
            } else if (kind == TokenKind.RIGHT_PARENTHESIS) {
                depth--;
            }
            if (known && depth > 0) {
                body.add(kind, tokenStart, position);
            }
        }
        if (known) {
            body.add(TokenKind.END, position - 1, position - 1);
            tokens.annotate(new Annotation(id, tokens.count(), body));
        }
    }

    private String annotationId(int start) {
        int idStart = position;
        if (position < bytes.length && bytes[position] == '"') {
            int end = stringEnd(position);
            if (end < 0 || end == position + 2) {
                throw error(start, "empty annotation id");
            }
            position = end;
            return requireName(idStart, end);
        }
        while (position < bytes.length && Characters.isIdentifier(bytes[position])) {
            position++;
        }
        if (position == idStart) {
            throw error(start, "empty annotation id");
        }
        return new String(bytes, idStart, position - idStart, StandardCharsets.ISO_8859_1);
    }

    private String requireName(int start, int end) {
        String name = StringLiterals.utf8(StringLiterals.decode(source, start, end));
        if (name == null) {
            throw error(start, "malformed UTF-8 encoding");
        }
        return name;
    }

    private ModuleException error(int offset, String message) {
        return source.error(offset, message);
    }
}
