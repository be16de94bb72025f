package org.tilia.wasm.text;

/** A module as a script has it: assembled only when asked for, so that a fault in it is a fault of its command alone. */
public sealed interface ModuleSource permits ModuleSource.Text, ModuleSource.Binary, ModuleSource.Quote {

    /**
     * The module in the binary format. It need not be valid, and of {@link Binary} not even well formed.
     *
     * @throws org.tilia.wasm.module.ModuleException where the text is malformed
     */
    default byte[] assemble() {
        return module().bytes();
    }

    /** As {@link #assemble}, with the places of its code in the text. */
    AssembledModule module();

    /** A module as part of the script's own text. */
    final class Text implements ModuleSource {

        private final Tokens tokens;
        private final int from;
        private final int limit;

        /** @param from the index of the token behind {@code module} and the words that belong to it */
        Text(Tokens tokens, int from, int limit) {
            this.tokens = tokens;
            this.from = from;
            this.limit = limit;
        }

        @Override
        public AssembledModule module() {
            return ModuleParser.assemble(tokens, from, limit);
        }
    }

    /** A module that the script gives as bytes. */
    record Binary(byte[] bytes) implements ModuleSource {

        @Override
        public AssembledModule module() {
            return new AssembledModule(bytes, null);
        }
    }

    /** A module whose text, in UTF-8 if it is well formed, stands in strings. */
    record Quote(byte[] text) implements ModuleSource {

        @Override
        public AssembledModule module() {
            return new AssembledModule(WatParser.assemble(text), null);
        }
    }
}
