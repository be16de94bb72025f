package org.tilia.tck;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.io.ByteSequence;
import org.graalvm.polyglot.proxy.ProxyExecutable;
import org.graalvm.polyglot.tck.LanguageProvider;
import org.graalvm.polyglot.tck.Snippet;
import org.graalvm.polyglot.tck.TypeDescriptor;

/** What the Truffle TCK tries the language with: each sort of value that it has, and functions to give the values of others to. */
public final class WasmLanguageProvider implements LanguageProvider {

    private static final TypeDescriptor NUMBER = TypeDescriptor.NUMBER;
    private static final TypeDescriptor OBJECT = TypeDescriptor.OBJECT;

    private static final String FUNCTIONS = """
                    (module $functions
                      (func (export "identity") (param externref) (result externref) (local.get 0))
                      (func (export "isNull") (param externref) (result i32) (ref.is_null (local.get 0)))
                      (func (export "i32") (result i32) (i32.const -7)) (func (export "i64") (result i64) (i64.const 0x7fff_ffff_ffff_ffff))
                      (func (export "f32") (result f32) (f32.const 1.5)) (func (export "f64") (result f64) (f64.const 1e300))
                      (func (export "null") (result externref) (ref.null extern)) (func (export "both") (result i32 f64) (i32.const 1) (f64.const 0.5))
                      (func (export "f64.neg") (param f64) (result f64) (f64.neg (local.get 0)))
                      (func (export "f64.add") (param f64 f64) (result f64) (f64.add (local.get 0) (local.get 1)))
                      (func (export "if") (param f64) (result i32)
                        (if (result i32) (f64.ne (local.get 0) (f64.const 0)) (then (i32.const 1)) (else (i32.const 2))))
                      (func (export "set") (param f64) (global.set $last (local.get 0)))
                      (func (export "keep") (param externref) (table.set $kept (i32.const 0) (local.get 0)))
                      (memory (export "memory") 4 (pagesize 1))
                      (table $kept (export "table") 2 externref) (global $last (export "global") (mut f64) (f64.const 1)))
                    """;

    private static final byte[] EMPTY_MODULE = {0, 'a', 's', 'm', 1, 0, 0, 0};

    @Override
    public String getId() {
        return "wasm";
    }

    private static Value exports(Context context) {
        return module(context).newInstance().getMember("exports");
    }

    private static Value module(Context context) {
        return context.eval(text("functions", FUNCTIONS));
    }

    private static Source text(String name, String text) {
        return Source.newBuilder("wasm", text, name).mimeType("application/wasm-text").buildLiteral();
    }

    private static Source bytes(String name, byte... bytes) {
        return Source.newBuilder("wasm", ByteSequence.create(bytes), name).mimeType("application/wasm").buildLiteral();
    }

    @Override
    public Value createIdentityFunction(Context context) {
        return exports(context).getMember("identity");
    }

    @Override
    public Collection<? extends Snippet> createValueConstructors(Context context) {
        Value module = module(context);
        Value instance = module.newInstance();
        Value exports = instance.getMember("exports");
        List<Snippet> snippets = new ArrayList<>();
        for (String number : List.of("i32", "i64", "f32", "f64")) {
            snippets.add(Snippet.newBuilder(number, exports.getMember(number), NUMBER).build());
        }
        snippets.add(Snippet.newBuilder("null", exports.getMember("null"), TypeDescriptor.NULL).build());
        snippets.add(Snippet.newBuilder("several results", exports.getMember("both"), TypeDescriptor.array(NUMBER)).build());
        snippets.add(constant(context, "module", module, TypeDescriptor.intersection(OBJECT, TypeDescriptor.INSTANTIABLE)));
        snippets.add(constant(context, "instance", instance, OBJECT));
        snippets.add(constant(context, "exports", exports, OBJECT));
        snippets.add(constant(context, "function", exports.getMember("f64.neg"), TypeDescriptor.EXECUTABLE));
        snippets.add(constant(context, "memory", exports.getMember("memory"), TypeDescriptor.intersection(OBJECT, TypeDescriptor.array(NUMBER),
                        TypeDescriptor.iterable(NUMBER))));
        snippets.add(constant(context, "table", exports.getMember("table"), TypeDescriptor.intersection(OBJECT, TypeDescriptor.ARRAY,
                        TypeDescriptor.ITERABLE)));
        snippets.add(constant(context, "global", exports.getMember("global"), TypeDescriptor.intersection(OBJECT, NUMBER)));
        snippets.add(constant(context, "bindings", context.getBindings("wasm"), OBJECT));
        return snippets;
    }

    private static Snippet constant(Context context, String name, Value value, TypeDescriptor type) {
        return Snippet.newBuilder(name, context.asValue((ProxyExecutable) arguments -> value), type).build();
    }

    /** Parameters are f64, for that takes every number; what an f32 or an integer does not take, the host is told by an exception of its own. */
    @Override
    public Collection<? extends Snippet> createExpressions(Context context) {
        Value exports = exports(context);
        return List.of(snippet(exports, "f64.neg", NUMBER, NUMBER), snippet(exports, "f64.add", NUMBER, NUMBER, NUMBER),
                        snippet(exports, "isNull", NUMBER, TypeDescriptor.ANY));
    }

    @Override
    public Collection<? extends Snippet> createStatements(Context context) {
        Value exports = exports(context);
        return List.of(snippet(exports, "if", NUMBER, NUMBER), snippet(exports, "set", TypeDescriptor.NULL, NUMBER),
                        snippet(exports, "keep", TypeDescriptor.NULL, TypeDescriptor.ANY));
    }

    private static Snippet snippet(Value exports, String name, TypeDescriptor result, TypeDescriptor... parameters) {
        return Snippet.newBuilder(name, exports.getMember(name), result).parameterTypes(parameters).build();
    }

    @Override
    public Collection<? extends Snippet> createScripts(Context context) {
        return Stream.of(text("text", FUNCTIONS), bytes("bytes", EMPTY_MODULE))
                        .map(source -> Snippet.newBuilder(source.getName(), context.parse(source), OBJECT).build()).toList();
    }

    @Override
    public Collection<? extends Source> createInvalidSyntaxScripts(Context context) {
        return List.of(text("unclosed", "(module (func"), text("unknown", "(module (func (i32.plus)))"), text("invalid", "(module (func (result i32)))"),
                        bytes("truncated", Arrays.copyOf(EMPTY_MODULE, 5)), bytes("malformed", Arrays.copyOf(EMPTY_MODULE, 9)));
    }
}
