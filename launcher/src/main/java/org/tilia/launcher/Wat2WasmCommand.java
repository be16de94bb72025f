package org.tilia.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tilia wat2wasm}: translates a module from the text format to the binary format. */
@Command(name = "wat2wasm", description = "Translates a module from the text format to the binary format.", footer = {"", "Examples:",
                "  tilia wat2wasm add.wat                  writes add.wasm beside it", "  tilia wat2wasm add.wat -o - | tilia run --invoke add - 1 2"})
final class Wat2WasmCommand implements Callable<Integer> {

    private final Console console;

    @Option(names = {"-o", "--output"}, paramLabel = "OUT", description = "The file to write; - is standard output. Without it: the input's name with .wasm.")
    private String output;

    @Mixin
    private GuestOptions options;

    @Parameters(paramLabel = "IN", description = "The text; - reads standard input.")
    private String file;

    Wat2WasmCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        Input input = Input.read(file, console);
        return options.run(console, options.contextBuilder(console), context -> {
            write(output != null ? output : defaultOutput(), new ModuleView(context.eval(input.moduleSource())).binary());
            return ExitCode.OK;
        });
    }

    private String defaultOutput() {
        return file.equals(Input.STANDARD_INPUT) ? file : (file.endsWith(".wat") ? file.substring(0, file.length() - 4) : file) + ".wasm";
    }

    private void write(String name, byte[] binary) {
        if (name.equals(Input.STANDARD_INPUT)) {
            console.print(binary);
            return;
        }
        try {
            Files.write(Path.of(name), binary);
        } catch (IOException | InvalidPathException e) {
            throw new LauncherException(ExitCode.CANNOT_WRITE, name + ": cannot be written: " + e.getMessage());
        }
    }
}
