package org.tilia.wasi;

import java.util.List;
import java.util.Map;
import org.tilia.wasm.module.FunctionType;
import org.tilia.wasm.module.NumberType;
import org.tilia.wasm.runtime.External;
import org.tilia.wasm.runtime.GuestProgram;
import org.tilia.wasm.runtime.HostContext;
import org.tilia.wasm.runtime.HostModule;

/** {@code thread-spawn}. */
final class ThreadsModule implements HostModule {

    private static final String SPAWN = "thread-spawn";
    private static final FunctionType TYPE = new FunctionType(List.of(NumberType.I32), List.of(NumberType.I32));

    private final Map<String, External.Host> functions;

    ThreadsModule(HostContext context) {
        this.functions = Map.of(SPAWN, new External.Host(SPAWN, TYPE, (importer, arguments) -> {
            int identifier = GuestProgram.of(importer, context.threads()).spawn(importer, (int) arguments[0]);
            return identifier > 0 ? identifier : -Errno.AGAIN.code();
        }));
    }

    @Override
    public Map<String, External.Host> functions() {
        return functions;
    }
}
