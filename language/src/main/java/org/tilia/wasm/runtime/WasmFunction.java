package org.tilia.wasm.runtime;

/**
 * A function of an instance or of the host, as tables, references and imports hold it.
 *
 * <p>There is one per instance and index, so that equality of references is identity.
 */
public final class WasmFunction extends StoreObject {

    private final DefinedType type;
    private final Instance instance;
    private final FunctionCode code;

    /**
     * @param type the canonical type
     * @param instance argument 0 of its calls: where the function is defined, or the importer of a host function
     */
    public WasmFunction(DefinedType type, Instance instance, FunctionCode code) {
        this.type = type;
        this.instance = instance;
        this.code = code;
    }

    /** The canonical type: equal types are one object. */
    public DefinedType type() {
        return type;
    }

    /** Argument 0 of the function's calls. */
    public Instance instance() {
        return instance;
    }

    public FunctionCode code() {
        return code;
    }

    /** Where compiled callers enter. */
    public CompiledEntry entry() {
        return code.entry();
    }
}
