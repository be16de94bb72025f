package org.tilia.wasm;

import org.tilia.wasm.binary.BinaryDecoder;
import org.tilia.wasm.module.LoadPoll;
import org.tilia.wasm.module.Module;
import org.tilia.wasm.module.ModuleException;
import org.tilia.wasm.module.ModuleLimits;
import org.tilia.wasm.validation.ModuleValidator;

/** Makes a module of bytes: decoding, then validation of all of it. */
public final class ModuleLoader {

    private ModuleLoader() {
    }

    /**
     * Decodes and validates a module.
     *
     * @param bytes are kept by the module and must not change any more
     * @throws ModuleException if the bytes are no module, or no valid one, or exceed a limit
     */
    public static Module load(byte[] bytes, ModuleLimits limits) {
        return load(bytes, limits, LoadPoll.none());
    }

    /** As above, and ended by the poll. */
    public static Module load(byte[] bytes, ModuleLimits limits, LoadPoll poll) {
        return ModuleValidator.validate(BinaryDecoder.decode(bytes, limits, poll), limits, poll);
    }
}
