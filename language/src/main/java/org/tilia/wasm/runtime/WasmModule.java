package org.tilia.wasm.runtime;

import com.oracle.truffle.api.RootCallTarget;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.tilia.wasm.module.ConstantExpression;
import org.tilia.wasm.module.Export;
import org.tilia.wasm.module.ExternalKind;
import org.tilia.wasm.module.Module;
import org.tilia.wasm.module.ValueType;

/** A module that is ready to be instantiated: its code and types, shared by all contexts of an engine. Thread-safe. */
public final class WasmModule {

    private final Module definition;
    private final String name;
    private final WasmEngine engine;
    private final DefinedType[] types;
    private final GuestCode[] codes;
    private final Map<String, Export> exports = new LinkedHashMap<>();
    /** Of functions without a name of their own, by index. */
    private final Map<Integer, String> exportedNames = new HashMap<>();
    private final Map<ConstantExpression, RootCallTarget> constants = new ConcurrentHashMap<>();
    private final FunctionCompiler compiler;
    private final ModuleText text;
    /** The functions that some instance has taken from another language, by index. */
    private final boolean[] foreignImports;

    /**
     * @param definition decoded and validated
     * @param name for messages where the module does not name itself
     */
    public WasmModule(Module definition, String name, WasmEngine engine) {
        this(definition, name, null, engine);
    }

    /**
     * @param definition decoded and validated
     * @param name for messages where the module does not name itself
     * @param text what it was assembled from; null for a binary
     */
    public WasmModule(Module definition, String name, ModuleText text, WasmEngine engine) {
        this.definition = definition;
        this.name = definition.names().module() != null ? definition.names().module() : name;
        this.engine = engine;
        this.text = text != null ? text : ModuleText.none(this.name);
        this.types = engine.types().define(definition);
        this.codes = new GuestCode[definition.bodies().size()];
        this.foreignImports = new boolean[definition.importedFunctions()];
        definition.exports().forEach(this::addExport);
        this.compiler = engine.compilers().apply(this);
    }

    public Module definition() {
        return definition;
    }

    /** The module's own name, or that of its source. */
    public String name() {
        return name;
    }

    /** A function's name from the name section, or the first that it is exported by, or {@code func[index]}. */
    String functionName(int functionIndex) {
        String name = definition.names().functions().get(functionIndex);
        String known = name != null ? name : exportedNames.get(functionIndex);
        return known != null ? known : "func[" + functionIndex + "]";
    }

    /** Where stack traces and tools find the source. */
    public ModuleText text() {
        return text;
    }

    public WasmEngine engine() {
        return engine;
    }

    private void addExport(Export export) {
        exports.put(export.name(), export);
        if (export.kind() == ExternalKind.FUNCTION && !definition.names().functions().containsKey(export.index())) {
            exportedNames.putIfAbsent(export.index(), export.name());
        }
    }

    /** The canonical types by type index; not to be modified. */
    public DefinedType[] types() {
        return types;
    }

    /** The canonical type of a function by its index, imports first. */
    public DefinedType functionType(int functionIndex) {
        return types[definition.functionTypes()[functionIndex]];
    }

    /** The module's exports by name, in its order. */
    public Map<String, Export> exports() {
        return exports;
    }

    /** The code of a function that the module defines, by its index, imports first. */
    public GuestCode code(int functionIndex) {
        GuestCode code = codes[functionIndex - definition.importedFunctions()];
        return code != null ? code : createCode(functionIndex);
    }

    private GuestCode createCode(int functionIndex) {
        synchronized (codes) {
            int slot = functionIndex - definition.importedFunctions();
            if (codes[slot] == null) {
                codes[slot] = new GuestCode(this, functionIndex);
            }
            return codes[slot];
        }
    }

    /** Notes that another language gives an instance this function. */
    void noteForeignImport(int functionIndex) {
        foreignImports[functionIndex] = true;
    }

    /** Whether an instance has this function from another language: a guess for the next one. */
    public boolean isForeign(int functionIndex) {
        return functionIndex < foreignImports.length && foreignImports[functionIndex];
    }

    /** The tree of a constant expression. */
    RootCallTarget constant(ConstantExpression expression, ValueType type) {
        return constants.computeIfAbsent(expression, e -> trees().build(this, e, type).getCallTarget());
    }

    /** The value of a constant expression that is a single integer, boxed, or null for any other. */
    Object literal(ConstantExpression expression) {
        return trees().literal(this, expression);
    }

    /** What makes trees. */
    public TreeBuilder trees() {
        return engine.trees();
    }

    /** The JVM tier, or null. */
    public FunctionCompiler compiler() {
        return compiler;
    }
}
