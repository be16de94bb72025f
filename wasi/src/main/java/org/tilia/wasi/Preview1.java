package org.tilia.wasi;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.graalvm.options.OptionValues;
import org.tilia.wasm.runtime.External;
import org.tilia.wasm.runtime.HostContext;
import org.tilia.wasm.runtime.HostModule;
import org.tilia.wasm.runtime.HostModuleException;
import org.tilia.wasm.runtime.WasiOptions;

/** The interface for one context: all 46 functions of WASI preview 1, or of its predecessor, preview 0. */
final class Preview1 implements HostModule {

    /** As many as systems usually let a process open; a guest must not use up those of its host. */
    private static final int MAX_DESCRIPTORS = 1024;
    private static final Long CONSTANT_SEED = 0L;

    private final DescriptorTable table = new DescriptorTable(MAX_DESCRIPTORS);
    private final Functions functions;

    Preview1(HostContext context, Edition edition) {
        this(context, edition, new Clocks(context.options().get(WasiOptions.WasiSeed).isPresent()));
    }

    Preview1(HostContext context, Edition edition, Clocks clocks) {
        OptionValues options = context.options();
        Optional<Long> seed = options.get(WasiOptions.WasiSeed);
        List<String> environment = context.environment().entrySet().stream().map(entry -> entry.getKey() + "=" + entry.getValue()).toList();
        functions = new Functions(options.get(WasiOptions.WasiTrace) ? new Trace(context.error()) : null);
        ArgumentFunctions.addTo(functions, context.arguments(), environment);
        ClockFunctions.addTo(functions, clocks);
        RandomFunctions.addTo(functions, seed.orElse(options.get(WasiOptions.WasiConstantRandomGet) ? CONSTANT_SEED : null));
        ProcessFunctions.addTo(functions);
        DescriptorFunctions.addTo(functions, table, edition);
        FileFunctions.addTo(functions, table, edition, clocks);
        DirectoryFunctions.addTo(functions, table);
        OpenFunction.addTo(functions, table);
        PathFunctions.addTo(functions, table, edition, clocks);
        PollFunctions.addTo(functions, table, edition, clocks);
        SocketFunctions.addTo(functions, table);
        open(context);
    }

    /** Opens what guests have from the start: standard streams, then folders, then listeners. */
    private void open(HostContext context) {
        Set<String> terminals = context.options().get(WasiOptions.WasiTerminals);
        List<Descriptor> descriptors = new ArrayList<>();
        descriptors.add(new InputDescriptor(context.input(), terminals.contains("stdin")));
        descriptors.add(new OutputDescriptor(context.output(), terminals.contains("stdout")));
        descriptors.add(new OutputDescriptor(context.error(), terminals.contains("stderr")));
        Preopens.of(context).forEach(preopen -> descriptors.add(DirectoryDescriptor.of(preopen)));
        descriptors.addAll(Listeners.of(context));
        try {
            for (Descriptor descriptor : descriptors) {
                table.add(descriptor);
            }
        } catch (WasiException e) {
            DescriptorTable.closeAll(descriptors);
            throw new HostModuleException("wasm.WasiMapDirs: a guest can have " + MAX_DESCRIPTORS + " descriptors open, and its folders and listeners are more");
        }
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
