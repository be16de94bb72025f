package org.tilia.benchmarks;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import run.endive.compiler.MachineFactoryCompiler;
import run.endive.runtime.ExportFunction;
import run.endive.runtime.HostFunction;
import run.endive.runtime.ImportValues;
import run.endive.runtime.Instance;
import run.endive.runtime.Machine;
import run.endive.wasm.Parser;
import run.endive.wasm.WasmModule;
import run.endive.wasm.types.FunctionType;
import run.endive.wasm.types.ValType;

/** The process of Endive, with its compiler to JVM bytecode. */
final class EndiveHost implements Crossing.Host {
    private final WasmModule module;
    private final Function<Instance, Machine> machines;
    private final ImportValues imports;
    private final ExportFunction add;
    private final ExportFunction count;

    private EndiveHost(Path file) {
        module = Parser.parse(file);
        machines = MachineFactoryCompiler.compile(module);
        FunctionType type = FunctionType.of(List.of(ValType.I32), List.of(ValType.I32));
        imports = ImportValues.builder().addFunction(
                        new HostFunction("host", "next", type, (instance, arguments) -> new long[]{(int) arguments[0] + 1})).build();
        Instance instance = newInstance();
        add = instance.export("add");
        count = instance.export("count");
    }

    /** Arguments: crossing, module file, number of rounds. */
    public static void main(String[] arguments) {
        Crossing.valueOf(arguments[0]).measure(new EndiveHost(Path.of(arguments[1])), Integer.parseInt(arguments[2]));
    }

    private Instance newInstance() {
        return Instance.builder(module).withMachineFactory(machines).withImportValues(imports).build();
    }

    @Override
    public void call(int times) {
        int sum = 0;
        for (int i = 0; i < times; i++) {
            sum = (int) add.apply(sum, 1)[0];
        }
        Crossing.check(sum, times);
    }

    @Override
    public void takeCalls(int times) {
        Crossing.check((int) count.apply(times)[0], times);
    }

    @Override
    public void instantiate() {
        Crossing.check((int) newInstance().export("add").apply(1, 41)[0], 42);
    }

    @Override
    public void enter() {
        throw new UnsupportedOperationException("Endive has no contexts");
    }
}
