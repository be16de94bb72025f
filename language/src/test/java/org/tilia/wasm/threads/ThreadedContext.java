package org.tilia.wasm.threads;

import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.Value;
import org.tilia.wasm.WasmLanguage;

/** A context that several threads enter. */
final class ThreadedContext implements AutoCloseable {

    private final Context context;

    /** @param options further ones, names and values in turn */
    ThreadedContext(Form form, String... options) {
        Context.Builder builder = Context.newBuilder("wasm").option("engine.WarnInterpreterOnly", "false").allowExperimentalOptions(true).options(form.options());
        for (int i = 0; i < options.length; i += 2) {
            builder.option(options[i], options[i + 1]);
        }
        context = builder.build();
    }

    Value module(String text) {
        return context.eval(Source.newBuilder("wasm", text, "test").mimeType(WasmLanguage.TEXT_MIME_TYPE).buildLiteral());
    }

    void cancel() {
        context.close(true);
    }

    @Override
    public void close() {
        context.close();
    }
}
