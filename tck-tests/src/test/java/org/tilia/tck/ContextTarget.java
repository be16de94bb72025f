package org.tilia.tck;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.io.ByteSequence;
import org.graalvm.polyglot.proxy.ProxyObject;
import org.tilia.wasm.module.Feature;
import org.tilia.wasm.module.ModuleException;
import org.tilia.wasm.script.FunctionReference;
import org.tilia.wasm.script.HostReference;
import org.tilia.wasm.script.Outcome;
import org.tilia.wasm.script.ScriptTarget;
import org.tilia.wasm.text.ModuleSource;

/**
 * Scripts as a host performs them: modules are sources that a context evaluates, imports are objects that hold instances, exports are members,
 * functions are executed, and what goes wrong is an exception of the polyglot API whose guest object says what it is.
 */
final class ContextTarget implements ScriptTarget<Value, Value> {

    private static final String SPECTEST = "spectest";

    /** What scripts may import. Functions of a host have no types of their own, and these must have theirs; nobody reads what they would print. */
    private static final String SPECTEST_MODULE = """
                    (module
                      (func (export "print")) (func (export "print_i32") (param i32)) (func (export "print_i64") (param i64))
                      (func (export "print_f32") (param f32)) (func (export "print_f64") (param f64))
                      (func (export "print_i32_f32") (param i32 f32)) (func (export "print_f64_f64") (param f64 f64))
                      (global (export "global_i32") i32 (i32.const 666)) (global (export "global_i64") i64 (i64.const 666))
                      (global (export "global_f32") f32 (f32.const 666.6)) (global (export "global_f64") f64 (f64.const 666.6))
                      (table (export "table") 10 20 funcref) (table (export "table64") i64 10 20 funcref)
                      (memory (export "memory") 1 2) (memory (export "shared_memory") 1 2 shared))
                    """;

    private final Context context;
    private final Value specTest;

    /** @param context of the language, which the thread that runs the script has entered */
    ContextTarget(Context context) {
        this.context = context;
        this.specTest = Guests.module(context, SPECTEST, SPECTEST_MODULE).newInstance();
    }

    @Override
    public Value define(ModuleSource source) {
        if (source instanceof ModuleSource.Quote(byte[] text)) {
            try {
                String characters = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(text)).toString();
                return context.eval(Source.newBuilder("wasm", characters, "script").mimeType("application/wasm-text").cached(false).buildLiteral());
            } catch (CharacterCodingException _) {
                // No text that a host could have as characters: the bytes are refused below.
            }
        }
        byte[] bytes = source.assemble();
        return context.eval(Source.newBuilder("wasm", ByteSequence.create(bytes), "script").mimeType("application/wasm").cached(false).buildLiteral());
    }

    @Override
    public List<String> importedModules(Value module) {
        return elements(module.getMember("imports")).stream().map(request -> request.getMember("module").asString()).toList();
    }

    @Override
    public Value instantiate(Value module, Map<String, Value> registered) {
        Map<String, Object> imports = new HashMap<>(Map.of(SPECTEST, specTest));
        imports.putAll(registered);
        return module.newInstance(ProxyObject.fromMap(imports));
    }

    @Override
    public List<Object> invoke(Value instance, String export, List<Object> arguments) {
        Value function = export(instance, export);
        if (function == null || !function.canExecute()) {
            throw new IllegalArgumentException("no function is exported as \"" + export + "\"");
        }
        Value result = function.execute(arguments.toArray());
        if (result.hasArrayElements()) {
            return Arrays.asList(elements(result).stream().map(ContextTarget::told).toArray());
        }
        // Of a function without results, the API tells null.
        boolean none = result.isNull() && function.toString().endsWith("[]");
        return none ? List.of() : Arrays.asList(told(result));
    }

    @Override
    public Object get(Value instance, String export) {
        Value global = export(instance, export);
        if (global == null || !global.hasMember("value")) {
            throw new IllegalArgumentException("no global is exported as \"" + export + "\"");
        }
        return told(global.getMember("value"));
    }

    private static Value export(Value instance, String name) {
        return instance.getMember("exports").getMember(name);
    }

    private static List<Value> elements(Value array) {
        List<Value> elements = new ArrayList<>();
        for (long i = 0; i < array.getArraySize(); i++) {
            elements.add(array.getArrayElement(i));
        }
        return elements;
    }

    private static Object told(Value value) {
        if (value.isNull()) {
            return null;
        }
        if (value.isNumber()) {
            return value.as(Number.class);
        }
        if (value.isHostObject() && value.asHostObject() instanceof HostReference reference) {
            return reference;
        }
        return value.canExecute() ? new FunctionReference(value.toString()) : value;
    }

    @Override
    public Outcome outcome(Throwable failure) {
        return switch (failure) {
            case PolyglotException e -> outcome(e);
            case ModuleException e -> new Outcome.Refused(e.kind(), e.getMessage());
            case IllegalArgumentException e -> new Outcome.Failed(e.getMessage());
            default -> Outcome.Failed.of(failure);
        };
    }

    private static Outcome outcome(PolyglotException failure) {
        Value told = failure.getGuestObject();
        if (!failure.isGuestException() || told == null || !told.hasMember("kind")) {
            return Outcome.Failed.of(failure);
        }
        String kind = told.getMember("kind").asString();
        Set<String> members = told.getMemberKeys();
        if (failure.isSyntaxError()) {
            return new Outcome.Refused(ModuleException.Kind.valueOf(kind.toUpperCase(Locale.ROOT)), reason(failure.getMessage()));
        }
        if (members.contains("missingFeatures")) {
            return new Outcome.Waiting(feature(elements(told.getMember("missingFeatures")).stream().map(Value::asString).toList()));
        }
        if (!failure.getMessage().startsWith(kind)) {
            return new Outcome.Failed("of the kind " + kind + ", but it says " + failure.getMessage());
        }
        return members.contains("problems") ? new Outcome.Unlinkable(failure.getMessage())
                        : members.contains("stack") ? new Outcome.Trapped(failure.getMessage()) : new Outcome.Failed(failure.getMessage());
    }

    /** The last of them, in the order of {@link Feature}. */
    private static Feature feature(List<String> proposals) {
        return Arrays.stream(Feature.values()).filter(feature -> proposals.contains(feature.proposal())).reduce((_, last) -> last).orElseThrow();
    }

    /** The fault as the decoder tells it: behind the source's name, and in parentheses behind what the file seems to be. */
    private static String reason(String message) {
        String text = message.substring(message.indexOf(": ") + 2);
        int remedy = text.indexOf(")\n");
        return remedy < 0 ? text : text.substring(text.lastIndexOf(" (", remedy) + 2, remedy);
    }
}
