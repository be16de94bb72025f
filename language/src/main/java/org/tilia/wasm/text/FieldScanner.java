package org.tilia.wasm.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.tilia.wasm.module.ExternalKind;

/** The first pass over a module: finds its fields and gives every definition its index, so that later passes know all names. */
final class FieldScanner {

    private static final Set<String> KEYWORDS = Set.of("type", "rec", "import", "func", "table", "memory", "global", "tag",
                    "export", "start", "elem", "data");

    private final TokenReader in;
    private final ModuleSpaces spaces;
    private final SectionList sections;
    private final List<ModuleField> fields = new ArrayList<>();
    private String definedKind;
    private boolean started;

    FieldScanner(TokenReader in, ModuleSpaces spaces, SectionList sections) {
        this.in = in;
        this.spaces = spaces;
        this.sections = sections;
    }

    /** Whether a field of a module starts with this word. */
    static boolean isField(String keyword) {
        return KEYWORDS.contains(keyword);
    }

    /** All fields from the reader's place to its limit. */
    List<ModuleField> scan() {
        Annotations.customSections(in, sections);
        while (!in.atLimit()) {
            int start = in.expect(TokenKind.LEFT_PARENTHESIS, "a module field");
            String keyword = in.keyword("a module field");
            field(keyword, start);
            fields.add(new ModuleField(keyword, start));
            in.moveTo(in.tokens().closing(start));
            in.expectClose();
            Annotations.customSections(in, sections);
        }
        return fields;
    }

    private void field(String keyword, int start) {
        switch (keyword) {
            case "type" -> spaces.types.names().bind(in);
            case "rec" -> {
                while (in.atOpen("type")) {
                    int type = in.position();
                    in.moveTo(type + 2);
                    spaces.types.names().bind(in);
                    in.moveTo(in.tokens().closing(type));
                    in.expectClose();
                }
            }
            case "import" -> {
                in.expect(TokenKind.STRING, "a module's name");
                in.expect(TokenKind.STRING, "the name of an import");
                in.expect(TokenKind.LEFT_PARENTHESIS, "an external type");
                NameSpace space = spaces.of(ExternalKinds.read(in));
                imported(start);
                space.bind(in);
            }
            case "elem" -> spaces.elements.bind(in);
            case "data" -> spaces.data.bind(in);
            case "export" -> {
            }
            case "start" -> {
                if (started) {
                    throw in.tokens().error(start, "multiple start sections");
                }
                started = true;
            }
            default -> {
                in.moveTo(start + 1);
                if (!isField(keyword)) {
                    throw in.unexpected("a module field");
                }
                definition(ExternalKinds.read(in), start);
            }
        }
    }

    /** A field that defines, or with an inline import imports, something that may also be exported. */
    private void definition(ExternalKind kind, int start) {
        spaces.of(kind).bind(in);
        while (in.atOpen("export")) {
            in.moveTo(in.tokens().closing(in.position()));
            in.expectClose();
        }
        if (in.atOpen("import")) {
            imported(start);
            return;
        }
        definedKind = spaces.of(kind).thing();
        if (kind == ExternalKind.TABLE && hasInline("elem", start)) {
            spaces.elements.skip(1);
        } else if (kind == ExternalKind.MEMORY && hasInline("data", start)) {
            spaces.data.skip(1);
        }
    }

    private void imported(int start) {
        if (definedKind != null) {
            throw in.tokens().error(start, "import after " + definedKind);
        }
    }

    private boolean hasInline(String keyword, int field) {
        Tokens tokens = in.tokens();
        int end = tokens.closing(field);
        for (int i = in.position(); i < end; i++) {
            if (tokens.kind(i) == TokenKind.LEFT_PARENTHESIS) {
                if (tokens.isKeyword(i + 1, keyword)) {
                    return true;
                }
                i = tokens.closing(i);
            }
        }
        return false;
    }
}
