package org.tilia.launcher;

import java.util.List;
import java.util.concurrent.Callable;
import org.graalvm.polyglot.Context;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code tilia validate}: says whether files are valid modules. */
@Command(name = "validate", description = "Checks that files are valid modules, without running them.", footer = {"",
                "Ends with the exit code of the last file that is not valid.", "", "Example:", "  tilia validate a.wasm b.wat"})
final class ValidateCommand implements Callable<Integer> {

    private final Console console;

    @Mixin
    private GuestOptions options;

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "Modules, binary or text; - reads standard input.")
    private List<String> files;

    ValidateCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        return options.run(console, options.contextBuilder(console), context -> {
            int exitCode = ExitCode.OK;
            for (String file : files) {
                int result = options.guarded(console, () -> validate(context, file));
                exitCode = result == ExitCode.OK ? exitCode : result;
            }
            return exitCode;
        });
    }

    private int validate(Context context, String file) {
        context.parse(Input.read(file, console).moduleSource());
        console.print(file + ": valid\n");
        return ExitCode.OK;
    }
}
