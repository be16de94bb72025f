package org.tilia.wasm;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.ResourceLimits;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.Value;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code docs/embedding.md} says of Truffle's limit of statements: WebAssembly has none that it could count. */
class StatementLimitTest {

    private static final String LOOP = """
                    (module (func (export "count") (param i32) (result i32) (local i32)
                      (loop $again
                        (local.set 1 (i32.add (local.get 1) (i32.const 1)))
                        (br_if $again (i32.lt_u (local.get 1) (local.get 0))))
                      (local.get 1)))
                    """;

    @ParameterizedTest
    @ValueSource(strings = {"none", "jvm"})
    void countsNothingOfAGuest(String compiler) {
        ResourceLimits limits = ResourceLimits.newBuilder().statementLimit(10, null).build();
        try (Context context = Context.newBuilder("wasm").option("engine.WarnInterpreterOnly", "false").option("wasm.Compiler", compiler)
                        .resourceLimits(limits).build()) {
            Source source = Source.newBuilder("wasm", LOOP, "loop").mimeType("application/wasm-text").buildLiteral();
            Value count = context.eval(source).newInstance().getMember("exports").getMember("count");
            assertEquals(100_000, count.execute(100_000).asInt());
            assertEquals(20, count.execute(20).asInt());
        }
    }
}
