package org.tilia.launcher;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tilia inspect}: tells what a module is, and whether and how it can be run. */
@Command(name = "inspect", description = "Tells what a module is made of, what it was built for, and whether and how it runs.", footer = {"",
                "Nothing of the module is run. Ends with 0 for every valid module, whether it can be run or not.", "", "Examples:",
                "  tilia inspect app.wasm", "  tilia inspect --json app.wasm | jq .command"})
final class InspectCommand implements Callable<Integer> {

    private final Console console;

    @Option(names = "--json", description = "Prints an object in JSON instead of text.")
    private boolean json;

    @Mixin
    private GuestOptions options;

    @Parameters(paramLabel = "FILE", description = "The module, binary or text; - reads standard input.")
    private String file;

    InspectCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        Input input = Input.read(file, console);
        return options.run(console, options.contextBuilder(console), context -> {
            InspectReport report = InspectReport.of(file, new ModuleView(context.eval(input.moduleSource())));
            console.print(json ? report.json() : report.text());
            return ExitCode.OK;
        });
    }
}
