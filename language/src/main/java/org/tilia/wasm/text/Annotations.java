package org.tilia.wasm.text;

import java.util.List;

/** What the annotations mean that Tilia knows (spec 7.4): {@code @name}, {@code @custom} and branch hints. */
final class Annotations {

    private Annotations() {
    }

    /** The name that an annotation at the current token gives to a {@code thing}, or {@code identifier} where there is none. */
    static String name(TokenReader in, String thing, String identifier) {
        List<Annotation> annotations = in.annotations(Annotation.NAME);
        if (annotations.isEmpty()) {
            return identifier;
        }
        if (annotations.size() > 1) {
            throw in.error("@name annotation: multiple " + thing + " names");
        }
        TokenReader body = body(annotations.getFirst());
        if (!body.at(TokenKind.STRING)) {
            throw body.error("@name annotation: unexpected token, expected a string");
        }
        String name = string(body, "@name annotation: ");
        requireEnd(body, "@name annotation: ");
        return name;
    }

    /** The branch hint before the current token, 0 or 1, or −1 where there is none. */
    static int branchHint(TokenReader in) {
        List<Annotation> annotations = in.annotations(Annotation.BRANCH_HINT);
        if (annotations.isEmpty()) {
            return -1;
        }
        String prefix = "@" + Annotation.BRANCH_HINT + " annotation: ";
        if (annotations.size() > 1) {
            throw in.error(prefix + "duplicate annotation");
        }
        TokenReader body = body(annotations.getFirst());
        byte[] hint = body.at(TokenKind.STRING) ? body.string() : null;
        if (hint == null || hint.length != 1 || (hint[0] & ~1) != 0) {
            throw body.error(prefix + "malformed hint, expected \"\\00\" or \"\\01\"");
        }
        requireEnd(body, prefix);
        return hint[0];
    }

    /** The custom sections that annotations before the current token ask for, added to {@code sections}. */
    static void customSections(TokenReader in, SectionList sections) {
        for (Annotation annotation : in.annotations(Annotation.CUSTOM)) {
            customSection(body(annotation), sections);
        }
    }

    private static void customSection(TokenReader body, SectionList sections) {
        String prefix = "@custom annotation: ";
        if (!body.at(TokenKind.STRING)) {
            throw body.error(prefix + "missing section name");
        }
        String name = string(body, prefix);
        boolean after = true;
        int slot = SectionList.LAST;
        if (body.at(TokenKind.LEFT_PARENTHESIS)) {
            body.advance();
            after = body.atKeyword("after");
            if (!after && !body.atKeyword("before")) {
                throw body.error(prefix + "malformed placement");
            }
            body.advance();
            slot = body.at(TokenKind.KEYWORD) ? SectionList.slot(body.tokens().text(body.position())) : -1;
            if (slot < 0) {
                throw body.error(prefix + "malformed section kind");
            }
            body.advance();
            if (!body.at(TokenKind.RIGHT_PARENTHESIS)) {
                throw body.error(prefix + "malformed placement");
            }
            body.advance();
        }
        byte[] content = body.strings();
        requireEnd(body, prefix);
        sections.custom(slot, after, name, content);
    }

    /** Refuses an annotation between the token {@code from} and the current one that means nothing where it stands. */
    static void requireAllPlaced(TokenReader in, int from) {
        Annotation misplaced = in.misplaced(from);
        if (misplaced != null) {
            boolean hint = misplaced.id().equals(Annotation.BRANCH_HINT);
            String message = hint ? "@" + misplaced.id() + " annotation: not in a function" : "misplaced @" + misplaced.id() + " annotation";
            throw misplaced.body().error(0, message);
        }
    }

    private static TokenReader body(Annotation annotation) {
        return new TokenReader(annotation.body(), 0, annotation.body().count() - 1);
    }

    private static String string(TokenReader body, String prefix) {
        int index = body.position();
        String name = StringLiterals.utf8(body.string());
        if (name == null) {
            throw body.tokens().error(index, prefix + "malformed UTF-8 encoding");
        }
        return name;
    }

    private static void requireEnd(TokenReader body, String prefix) {
        if (!body.atLimit()) {
            throw body.error(prefix + "unexpected token " + body.tokens().text(body.position()));
        }
    }
}
