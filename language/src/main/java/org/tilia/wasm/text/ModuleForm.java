package org.tilia.wasm.text;

/**
 * A list that starts with {@code module}, as scripts and text files have it.
 *
 * @param name the identifier, or null
 * @param definition for an instance the identifier of what it is one of, or null for the latest
 * @param source the module; null for an instance
 */
record ModuleForm(Kind kind, String name, String definition, ModuleSource source) {

    /** What is asked for. */
    enum Kind {
        /** A module to be instantiated at once. */
        MODULE,
        /** {@code (module definition …)}: a module only. */
        DEFINITION,
        /** {@code (module instance …)}: a further instance of a definition. */
        INSTANCE
    }

    /** Reads the list. A module's fields are left unread. */
    static ModuleForm read(TokenReader in) {
        int start = in.position();
        int closing = in.tokens().closing(start);
        in.expectOpen("module");
        if (in.accept("instance")) {
            String name = in.identifier();
            String definition = in.identifier();
            in.expectClose();
            return new ModuleForm(Kind.INSTANCE, name, definition, null);
        }
        Kind kind = in.accept("definition") ? Kind.DEFINITION : Kind.MODULE;
        int from = in.position();
        String name = in.identifier();
        ModuleSource source;
        if (in.accept("binary")) {
            source = new ModuleSource.Binary(in.strings());
        } else if (in.accept("quote")) {
            source = new ModuleSource.Quote(in.strings());
        } else {
            source = new ModuleSource.Text(in.tokens(), from, closing);
            in.moveTo(closing);
        }
        in.expectClose();
        return new ModuleForm(kind, name, null, source);
    }
}
