package org.tilia.wasm.tree;

import com.oracle.truffle.api.TruffleLanguage;
import com.oracle.truffle.api.nodes.RootNode;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.tilia.wasm.emit.Signature;
import org.tilia.wasm.instruction.InstructionReader;
import org.tilia.wasm.instruction.LocalDeclarations;
import org.tilia.wasm.instruction.Opcode;
import org.tilia.wasm.module.ConstantExpression;
import org.tilia.wasm.module.Feature;
import org.tilia.wasm.module.FunctionBody;
import org.tilia.wasm.module.FunctionType;
import org.tilia.wasm.module.ValueType;
import org.tilia.wasm.nodes.ConstantRootNode;
import org.tilia.wasm.nodes.FunctionBodyNode;
import org.tilia.wasm.nodes.FunctionRootNode;
import org.tilia.wasm.runtime.CompilingRuntime;
import org.tilia.wasm.runtime.GuestCode;
import org.tilia.wasm.runtime.TreeBuilder;
import org.tilia.wasm.runtime.WasmModule;

/** Makes the trees of a module's functions and constant expressions, one at a time, when they are first needed. */
public final class WasmTreeBuilder implements TreeBuilder {

    private static final Set<Feature> FEATURES = EnumSet.of(Feature.MULTI_VALUE, Feature.SIGN_EXTENSION,
                    Feature.SATURATING_CONVERSION, Feature.BULK_MEMORY, Feature.REFERENCE_TYPES, Feature.EXTENDED_CONSTANTS,
                    Feature.MULTI_MEMORY, Feature.MEMORY64, Feature.CUSTOM_PAGE_SIZES, Feature.THREADS);

    private final TruffleLanguage<?> language;
    private final boolean partiallyEvaluated;
    private final Counting counting;

    /**
     * What trees count.
     *
     * @param calls whether the calls on a stack are limited
     * @param fuel whether instructions are
     */
    public record Counting(boolean calls, boolean fuel) {

        static final Counting NOTHING = new Counting(false, false);
    }

    /** Trees that only Tilia itself compiles. */
    public WasmTreeBuilder(TruffleLanguage<?> language) {
        this(language, false, Counting.NOTHING);
    }

    /**
     * @param partiallyEvaluated whether Truffle may compile the trees
     */
    public WasmTreeBuilder(TruffleLanguage<?> language, boolean partiallyEvaluated, Counting counting) {
        this.language = language;
        this.partiallyEvaluated = partiallyEvaluated;
        this.counting = counting;
    }

    @Override
    public Set<Feature> features() {
        return FEATURES;
    }

    @Override
    public RootNode build(GuestCode code) {
        byte[] bytes = code.module().definition().bytes();
        FunctionBody body = code.body();
        InstructionReader reader = new InstructionReader(bytes, body.start(), body.end());
        LocalDeclarations locals = new LocalDeclarations();
        locals.read(reader);

        Slots slots = new Slots();
        code.type().parameters().forEach(type -> slots.addLocal(type.kind()));
        for (int group = 0; group < locals.groups(); group++) {
            for (int i = 0; i < locals.count(group); i++) {
                slots.addLocal(locals.type(group).kind());
            }
        }
        FunctionBuilder builder = new FunctionBuilder(code.module(), code, reader, slots, Signature.of(code.type()), counting.fuel());
        FunctionBodyNode node = builder.build();
        if (CompilingRuntime.PRESENT && partiallyEvaluated && builder.callsForeignInLoop() && !code.isLarge()) {
            // Truffle compiles the other language's function into the loop; from the JVM tier each call costs more than most bodies.
            code.leaveToTree();
        }
        return new FunctionRootNode(language, slots.descriptor(), code, node, partiallyEvaluated, counting.calls());
    }

    @Override
    public Object literal(WasmModule module, ConstantExpression expression) {
        InstructionReader reader = new InstructionReader(module.definition().bytes(), expression.start(), expression.end());
        Object value = switch (reader.next()) {
            case I32_CONST -> (Object) reader.i32();
            case I64_CONST -> (Object) reader.i64();
            default -> null;
        };
        return value != null && reader.next() == Opcode.END ? value : null;
    }

    @Override
    public RootNode build(WasmModule module, ConstantExpression expression, ValueType type) {
        InstructionReader reader = new InstructionReader(module.definition().bytes(), expression.start(), expression.end());
        Slots slots = new Slots();
        Signature signature = Signature.of(new FunctionType(List.of(), List.of(type)));
        FunctionBodyNode node = new FunctionBuilder(module, null, reader, slots, signature, false).build();
        return new ConstantRootNode(language, slots.descriptor(), node);
    }
}
