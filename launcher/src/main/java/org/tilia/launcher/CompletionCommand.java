package org.tilia.launcher;

import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tilia completion}: prints a script that teaches a shell the command's options. */
@Command(name = "completion", description = "Prints a script that makes a shell complete the command's options.", footer = {"", "Examples:",
                "  bash, zsh: source <(tilia completion bash)", "  fish:      tilia completion fish | source"})
final class CompletionCommand implements Callable<Integer> {

    private final Console console;

    @Parameters(paramLabel = "bash|zsh|fish", description = "The shell.")
    private Shell shell;

    @Spec
    private CommandSpec spec;

    enum Shell {
        bash,
        zsh,
        fish
    }

    CompletionCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        CommandLine root = spec.root().commandLine();
        // The script for bash sets up zsh's emulation of bash by itself.
        console.print(shell == Shell.fish ? FishCompletion.script(root) : AutoComplete.bash(root.getCommandName(), root));
        return ExitCode.OK;
    }
}
