package org.tilia.wasi;

import java.util.List;
import java.util.Map;
import org.tilia.wasm.WasiOptions;
import org.tilia.wasm.runtime.External;
import org.tilia.wasm.runtime.HostContext;
import org.tilia.wasm.runtime.HostModule;
import org.tilia.wasm.runtime.HostModuleException;

/** The interface for one context: all 46 functions of WASI preview 1, or of its predecessor, preview 0. */
final class Preview1 implements HostModule {

    /** As many as systems usually let a process open; a guest must not use up those of its host. */
    private static final int MAX_DESCRIPTORS = 1024;

    private final Functions functions = new Functions();
    private final DescriptorTable table = new DescriptorTable(MAX_DESCRIPTORS);

    Preview1(HostContext context, Edition edition) {
        List<Preopen> preopens = Preopens.of(context);
        try {
            table.add(new InputDescriptor(context.input()));
            table.add(new OutputDescriptor(context.output()));
            table.add(new OutputDescriptor(context.error()));
            for (Preopen preopen : preopens) {
                table.add(DirectoryDescriptor.of(preopen));
            }
        } catch (WasiException e) {
            throw new HostModuleException("wasm.WasiMapDirs: there are more folders than a guest can have open: " + preopens.size());
        }
        Clocks clocks = new Clocks();
        List<String> environment = context.environment().entrySet().stream().map(entry -> entry.getKey() + "=" + entry.getValue()).toList();
        ArgumentFunctions.addTo(functions, context.arguments(), environment);
        ClockFunctions.addTo(functions, clocks);
        RandomFunctions.addTo(functions, context.options().get(WasiOptions.WasiConstantRandomGet));
        ProcessFunctions.addTo(functions);
        DescriptorFunctions.addTo(functions, table, edition);
        FileFunctions.addTo(functions, table, edition, clocks);
        DirectoryFunctions.addTo(functions, table);
        OpenFunction.addTo(functions, table);
        PathFunctions.addTo(functions, table, edition, clocks);
        SocketFunctions.addTo(functions, table);
    }

    @Override
    public Map<String, External.Host> functions() {
        return functions.all();
    }

    @Override
    public void close() {
        table.closeAll();
    }
}
