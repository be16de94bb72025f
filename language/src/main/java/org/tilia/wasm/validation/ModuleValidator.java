package org.tilia.wasm.validation;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.tilia.wasm.module.ConstantExpression;
import org.tilia.wasm.module.DataSegment;
import org.tilia.wasm.module.ElementSegment;
import org.tilia.wasm.module.Export;
import org.tilia.wasm.module.ExternalKind;
import org.tilia.wasm.module.Feature;
import org.tilia.wasm.module.FunctionBody;
import org.tilia.wasm.module.FunctionType;
import org.tilia.wasm.module.Global;
import org.tilia.wasm.module.LoadPoll;
import org.tilia.wasm.module.Module;
import org.tilia.wasm.module.ModuleException;
import org.tilia.wasm.module.ModuleLimits;
import org.tilia.wasm.module.SegmentMode;
import org.tilia.wasm.module.Table;

/**
 * Validates a module (spec 3.5), in this order: type definitions; the types of everything that is imported or defined;
 * the initial values of tables and globals; exports and the start function; segments; at last all code, which may only
 * refer to functions that something before has named.
 */
public final class ModuleValidator {

    private final Module module;
    private final LoadPoll poll;
    private final ModuleContext context;
    private final TypeContext types;
    private final FeatureSet features;
    private final ConstantExpressionValidator expressions;
    private final FunctionValidator functions;

    private ModuleValidator(Module module, ModuleContext context, LoadPoll poll) {
        this.module = module;
        this.poll = poll;
        this.context = context;
        this.types = context.types();
        this.features = context.features();
        CodeState code = new CodeState(context);
        InstructionRules rules = new InstructionRules(code);
        this.expressions = new ConstantExpressionValidator(context, code, rules, poll);
        this.functions = new FunctionValidator(context, code, rules);
    }

    /**
     * Validates a decoded module.
     *
     * @return the module with complete bodies and the features that it needs
     * @throws ModuleException of any kind: code is decoded only here, and so may be malformed
     */
    public static Module validate(Module decoded, ModuleLimits limits, LoadPoll poll) {
        TypeContext types = TypeSectionValidator.validate(decoded, limits, poll);
        IndexSpaceValidator.validate(decoded, types, poll);
        ModuleValidator validator = new ModuleValidator(decoded, new ModuleContext(decoded, limits, types), poll);
        validator.addFeatures();
        validator.tables();
        validator.globals();
        validator.exports();
        validator.start();
        validator.elements();
        validator.data();
        return validator.complete(validator.code());
    }

    private void addFeatures() {
        module.types().forEach(features::add);
        if (module.recursiveTypes().stream().anyMatch(group -> group.members().size() != 1)) {
            features.add(Feature.GC);
        }
        module.tables().forEach(features::add);
        module.memories().forEach(features::add);
        module.globals().forEach(global -> features.add(global.value()));
        if (!module.tags().isEmpty()) {
            features.add(Feature.EXCEPTIONS);
        }
        if (module.tables().size() > 1) {
            features.add(Feature.REFERENCE_TYPES);
        }
        if (module.memories().size() > 1) {
            features.add(Feature.MULTI_MEMORY);
        }
        if (module.hasDataCount()) {
            features.add(Feature.BULK_MEMORY);
        }
    }

    private void tables() {
        int first = module.importedTables();
        context.setVisibleGlobals(module.importedGlobals());
        for (int i = 0; i < module.tableDefinitions().size(); i++) {
            Table table = module.tableDefinitions().get(i);
            if (table.initial() != null) {
                features.add(Feature.FUNCTION_REFERENCES);
                expressions.validate(table.initial(), types.code(table.type().element()), "table", first + i);
            } else if (!table.type().element().isDefaultable()) {
                throw ModuleException.invalid("type mismatch: table " + (first + i) + " of " + table.type().element()
                                + " needs an initial value", -1);
            }
        }
    }

    private void globals() {
        int first = module.importedGlobals();
        for (int i = 0; i < module.globalDefinitions().size(); i++) {
            Global global = module.globalDefinitions().get(i);
            context.setVisibleGlobals(first + i);
            expressions.validate(global.initial(), types.code(global.type().value()), "global", first + i);
        }
        context.setVisibleGlobals(module.globals().size());
    }

    private void exports() {
        Set<String> names = HashSet.newHashSet(module.exports().size());
        for (Export export : module.exports()) {
            poll.item();
            context.checkExport(export);
            if (!names.add(export.name())) {
                throw ModuleException.invalid("duplicate export name \"" + export.name() + '"', -1);
            }
            if (export.kind() == ExternalKind.FUNCTION) {
                context.declaredFunctions().set(export.index());
            }
        }
    }

    private void start() {
        if (module.start() == -1) {
            return;
        }
        context.functionType(module.start(), Place.of("start section"));
        FunctionType type = module.functionType(module.start());
        if (!type.parameters().isEmpty() || !type.results().isEmpty()) {
            throw ModuleException.invalid("start function " + module.start() + " has the type " + type
                            + ", not [] -> []", -1);
        }
    }

    private void elements() {
        for (int i = 0; i < module.elements().size(); i++) {
            poll.item();
            ElementSegment segment = module.elements().get(i);
            Place place = Place.of("element segment", i);
            int type = context.element(i, place);
            if (segment.mode() == SegmentMode.ACTIVE) {
                int table = context.tableElement(segment.table(), place);
                if (!types.isSubtype(type, table)) {
                    throw ModuleException.invalid("type mismatch: element segment " + i + " of " + segment.type()
                                    + " for table " + segment.table() + " of " + TypeCode.toString(table), -1);
                }
                expressions.validate(segment.offset(), context.tableAddress(segment.table(), place), "element segment", i);
            } else {
                features.add(Feature.BULK_MEMORY);
            }
            if (segment.functions() != null) {
                for (int function : segment.functions()) {
                    poll.item();
                    context.functionType(function, place);
                    context.declaredFunctions().set(function);
                }
            } else {
                features.add(Feature.REFERENCE_TYPES);
                features.add(segment.type());
                for (ConstantExpression item : segment.expressions()) {
                    expressions.validate(item, type, "element segment", i);
                }
            }
        }
    }

    private void data() {
        for (int i = 0; i < module.data().size(); i++) {
            poll.item();
            DataSegment segment = module.data().get(i);
            if (segment.mode() == SegmentMode.ACTIVE) {
                int address = context.memoryAddress(segment.memory(), Place.of("data segment", i));
                expressions.validate(segment.offset(), address, "data segment", i);
            } else {
                features.add(Feature.BULK_MEMORY);
            }
        }
    }

    private List<FunctionBody> code() {
        int first = module.importedFunctions();
        List<FunctionBody> bodies = new ArrayList<>(module.bodies().size());
        for (int i = 0; i < module.bodies().size(); i++) {
            poll.manyItems();
            bodies.add(functions.validate(first + i, module.bodies().get(i)));
        }
        return bodies;
    }

    private Module complete(List<FunctionBody> bodies) {
        return new Module(module.bytes(), module.types(), module.recursiveTypes(), module.imports(),
                        module.functionTypes(), module.tables(), module.memories(), module.globals(), module.tags(),
                        module.tableDefinitions(), module.globalDefinitions(), module.exports(), module.start(),
                        module.elements(), bodies, module.data(), module.hasDataCount(), module.customSections(),
                        module.names(), features.toSet());
    }
}
