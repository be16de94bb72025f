package org.tilia.wasm.embedding;

import java.util.HashMap;
import java.util.Map;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.proxy.ProxyObject;

/** A context with what most tests need of it. */
final class Embedding implements AutoCloseable {

    private final Context context;

    private Embedding(Context context) {
        this.context = context;
    }

    /** @param options names and values, by turns */
    static Embedding with(String... options) {
        Context.Builder builder = Context.newBuilder("wasm").allowExperimentalOptions(true).option("engine.WarnInterpreterOnly", "false");
        for (int i = 0; i < options.length; i += 2) {
            builder.option(options[i], options[i + 1]);
        }
        return new Embedding(builder.build());
    }

    Context context() {
        return context;
    }

    Value module(String text) {
        return module("test", text);
    }

    Value module(String name, String text) {
        return context.eval(source(name, text));
    }

    static Source source(String name, String text) {
        return Source.newBuilder("wasm", text, name).mimeType("application/wasm-text").buildLiteral();
    }

    /** The exports of a new instance. */
    Value exports(String text, Object... imports) {
        return module(text).newInstance(imports).getMember("exports");
    }

    Value bindings() {
        return context.getBindings("wasm");
    }

    /** An object with members, given by names and values by turns. */
    static ProxyObject object(Object... members) {
        Map<String, Object> map = new HashMap<>();
        for (int i = 0; i < members.length; i += 2) {
            map.put((String) members[i], members[i + 1]);
        }
        return ProxyObject.fromMap(map);
    }

    @Override
    public void close() {
        context.close();
    }
}
