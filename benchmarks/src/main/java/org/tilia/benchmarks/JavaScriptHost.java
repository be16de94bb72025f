package org.tilia.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.HostAccess;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.io.ByteSequence;
import org.graalvm.polyglot.proxy.ProxyObject;
import org.tilia.wasm.host.HostModule;

/**
 * The process of {@link Inlining}: a loop of 20 million additions, the loop in one language and the addition in another.
 * Prints a line of JSON for each round.
 */
final class JavaScriptHost {
    static final int ITERATIONS = 20_000_000;

    private static final int SUM = 542_894_464;

    private JavaScriptHost() {
    }

    /** What {@link Loop#WASM_CALLS_JAVA} calls. */
    public static final class Adder {
        @HostAccess.Export
        public int add(int a, int b) {
            return a + b;
        }
    }

    /** Arguments: a {@link Loop}, the module, the number of rounds. */
    public static void main(String[] arguments) throws IOException {
        Loop loop = Loop.valueOf(arguments[0]);
        byte[] bytes = Files.readAllBytes(Path.of(arguments[1]));
        try (Context context = Context.newBuilder("wasm", "js").allowHostAccess(HostAccess.EXPLICIT).build()) {
            Value module = context.eval(Source.newBuilder("wasm", ByteSequence.create(bytes), "inlining").build());
            Value add = context.eval("js", "(function add(a, b) { return (a + b) | 0; })");
            Value instance = module.newInstance(switch (loop) {
                case WASM_CALLS_JAVA -> imports(context.asValue(new Adder()).getMember("add"));
                case WASM_CALLS_HOST_MODULE -> Typed.imports();
                default -> imports(add);
            });
            Value exports = instance.getMember("exports");
            Value run = switch (loop) {
                case JAVASCRIPT_ADDS -> context.eval("js", "(function(n) { let s = 0; for (let i = 0; i < n; i++) s = (s + i) | 0; return s; })");
                case JAVASCRIPT_CALLS_JAVASCRIPT -> javaScriptLoop(context, add);
                case JAVASCRIPT_CALLS_WASM -> javaScriptLoop(context, exports.getMember("add"));
                case JAVASCRIPT_CALLS_EXPORT -> context.eval("js", "(function(instance) { return function(n) { let s = 0; "
                                + "for (let i = 0; i < n; i++) s = instance.exports.add(s, i); return s; }})").execute(instance);
                // From JavaScript, so that a call of JavaScript is not the outermost one, which empties the queue of jobs.
                case WASM_CALLS_JAVASCRIPT -> context.eval("js", "(function(loop) { return function(n) { return loop(n); }})").execute(exports.getMember("loop"));
                case WASM_CALLS_JAVA, WASM_CALLS_HOST_MODULE -> exports.getMember("loop");
            };
            for (int round = 0; round < Integer.parseInt(arguments[2]); round++) {
                long before = System.nanoTime();
                int sum = run.execute(ITERATIONS).asInt();
                long after = System.nanoTime();
                if (sum != SUM) {
                    throw new AssertionError("the sum is " + sum + " and should be " + SUM);
                }
                System.out.println("{\"seconds\":" + (after - before) / 1e9 + "}");
            }
        }
    }

    /** Tilia's own API: a class that is not loaded in GraalWasm's process. */
    private static final class Typed {
        static HostModule imports() {
            return HostModule.builder("env").function("add", (int a, int b) -> a + b).build();
        }
    }

    private static ProxyObject imports(Value add) {
        return ProxyObject.fromMap(Map.of("env", ProxyObject.fromMap(Map.of("add", add))));
    }

    private static Value javaScriptLoop(Context context, Value add) {
        return context.eval("js", "(function(add) { return function(n) { let s = 0; for (let i = 0; i < n; i++) s = add(s, i); return s; }})").execute(add);
    }
}
