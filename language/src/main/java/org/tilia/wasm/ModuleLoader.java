package org.tilia.wasm;

import org.tilia.wasm.binary.BinaryDecoder;
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
        return load(bytes, limits, () -> {
        });
    }

    /**
     * As above.
     *
     * @param poll is run again and again meanwhile; what it throws ends the loading
     */
    public static Module load(byte[] bytes, ModuleLimits limits, Runnable poll) {
        Module decoded = BinaryDecoder.decode(bytes, limits);
        poll.run();
        return ModuleValidator.validate(decoded, limits, poll);
    }
}
