package org.tilia.wasm.text;

import java.nio.charset.StandardCharsets;
import org.tilia.wasm.module.LoadPoll;

/** Modules in the text format (spec 6), assembled into the binary format. */
public final class WatParser {

    private WatParser() {
    }

    /**
     * The binary of a text that holds one module, as {@code (module …)} or as its fields alone; {@code (module binary …)}
     * and {@code (module quote …)} are taken too. Identifiers go into a name section.
     *
     * @throws org.tilia.wasm.module.ModuleException with line and column, where the text is malformed
     */
    public static byte[] assemble(String text) {
        return assemble(text.getBytes(StandardCharsets.UTF_8));
    }

    /** The same for a text in UTF-8. */
    public static byte[] assemble(byte[] utf8) {
        return parse(utf8, LoadPoll.none()).bytes();
    }

    /** As {@link #assemble(byte[])}, ended by the poll, and with the places of the module's code in the text. */
    public static AssembledModule parse(byte[] utf8, LoadPoll poll) {
        Tokens tokens = Lexer.tokenize(utf8, poll);
        int end = tokens.count() - 1;
        TokenReader in = new TokenReader(tokens, 0, end);
        if (!in.atOpen("module")) {
            return ModuleParser.assemble(tokens, 0, end);
        }
        ModuleForm form = ModuleForm.read(in);
        if (form.kind() == ModuleForm.Kind.INSTANCE) {
            throw in.unexpected("a module");
        }
        if (!in.atLimit()) {
            throw in.unexpected("the end of the text behind the module");
        }
        return form.source().module();
    }
}
