package org.tilia.wasi;

import java.util.List;
import java.util.Map;
import org.tilia.wasm.runtime.External;
import org.tilia.wasm.runtime.HostContext;
import org.tilia.wasm.runtime.HostModule;

/** The interface for one context: all 46 functions of WASI preview 1, or of its predecessor, preview 0. */
final class Preview1 implements HostModule {

    private final Functions functions = new Functions();

    Preview1(HostContext context, StatLayout layout) {
        DescriptorTable table = new DescriptorTable(new InputDescriptor(context.input()), new OutputDescriptor(context.output()),
                        new OutputDescriptor(context.error()));
        List<String> environment = context.environment().entrySet().stream().map(entry -> entry.getKey() + "=" + entry.getValue()).toList();
        ArgumentFunctions.addTo(functions, context.arguments(), environment);
        ClockFunctions.addTo(functions);
        RandomFunctions.addTo(functions);
        ProcessFunctions.addTo(functions);
        DescriptorFunctions.addTo(functions, table, layout);
        PathFunctions.addTo(functions, table);
        SocketFunctions.addTo(functions, table);
    }

    @Override
    public Map<String, External.Host> functions() {
        return functions.all();
    }
}
