package org.tilia.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Engine;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.io.ByteSequence;
import org.graalvm.polyglot.proxy.ProxyExecutable;
import org.graalvm.polyglot.proxy.ProxyObject;

/** The process of any engine that is a polyglot language {@code wasm}: whichever is on the class path. */
class PolyglotHost implements Crossing.Host {
    private final Engine engine = Engine.newBuilder("wasm").option("engine.WarnInterpreterOnly", "false").build();
    private final Source source;
    private final Object imports;
    private final Context home;
    private final Value module;
    private final Value add;
    private final Value count;

    private PolyglotHost(byte[] bytes) throws IOException {
        this(bytes, ProxyObject.fromMap(Map.of("host", ProxyObject.fromMap(Map.of("next", (ProxyExecutable) arguments -> arguments[0].asInt() + 1)))));
    }

    /** @param imports the module's */
    PolyglotHost(byte[] bytes, Object imports) throws IOException {
        this.imports = imports;
        source = Source.newBuilder("wasm", ByteSequence.create(bytes), "crossing").build();
        home = newContext();
        module = home.eval(source);
        Value exports = exports(module);
        add = exports.getMember("add");
        count = exports.getMember("count");
    }

    /** Arguments: crossing, module file, number of rounds. */
    public static void main(String[] arguments) throws IOException {
        Crossing crossing = Crossing.valueOf(arguments[0]);
        crossing.measure(new PolyglotHost(Files.readAllBytes(Path.of(arguments[1]))), Integer.parseInt(arguments[2]));
    }

    /** Lets this thread stay inside of the context. */
    void enterContext() {
        home.enter();
    }

    Value add() {
        return add;
    }

    Value count() {
        return count;
    }

    private Context newContext() {
        return Context.newBuilder("wasm").engine(engine).build();
    }

    private Value exports(Value evaluated) {
        return evaluated.newInstance(imports).getMember("exports");
    }

    @Override
    public void call(int times) {
        int sum = 0;
        for (int i = 0; i < times; i++) {
            sum = add.execute(sum, 1).asInt();
        }
        Crossing.check(sum, times);
    }

    @Override
    public void takeCalls(int times) {
        Crossing.check(count.execute(times).asInt(), times);
    }

    @Override
    public void instantiate() {
        Crossing.check(exports(module).getMember("add").execute(1, 41).asInt(), 42);
    }

    @Override
    public void enter() {
        try (Context context = newContext()) {
            Crossing.check(exports(context.eval(source)).getMember("add").execute(1, 41).asInt(), 42);
        }
    }
}
