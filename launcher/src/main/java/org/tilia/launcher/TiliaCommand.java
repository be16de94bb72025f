package org.tilia.launcher;

import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The command line: its commands, and how it fails. */
@Command(name = "tilia", description = "Runs WebAssembly.", synopsisHeading = "Usage: ", customSynopsis = {"tilia [run] [OPTION…] FILE [ARGUMENT…]",
                "       tilia COMMAND …"}, sortOptions = false, versionProvider = TiliaCommand.Version.class, commandListHeading = "%nCommands:%n", footer = {"",
                                "Examples:",
                                "  tilia hello.wasm                        runs a program",
                                "  tilia run --invoke add add.wasm 1 2     calls a function and prints its results",
                                "  tilia validate *.wasm                   checks modules without running them",
                                "  tilia COMMAND --help                    tells more about a command", "",
                                "Exit codes: the program's own; 134 it trapped, 2 wrong usage, 65 no valid module,",
                                "66 unreadable file, 70 a fault of Tilia's, 78 imports do not fit. More in docs/exit-codes.md."})
final class TiliaCommand {

    /** Options of the command itself; any other option first is one of {@code run}. */
    private static final int HELP_WIDTH = 100;
    private static final Set<String> OWN_OPTIONS = Set.of("-h", "--help", "-V", "--version");

    @Option(names = {"-V", "--version"}, versionHelp = true, description = "Prints the version.")
    private boolean version;

    @Option(names = {"-h", "--help"}, usageHelp = true, scope = CommandLine.ScopeType.INHERIT, description = "Prints this help.")
    private boolean help;

    private TiliaCommand() {
    }

    /** Runs the command line and gives the exit code. */
    static int execute(Console console, String... arguments) {
        CommandLine line = commandLine(console);
        return line.execute(withCommand(line, arguments));
    }

    private static CommandLine commandLine(Console console) {
        CommandLine line = new CommandLine(new TiliaCommand());
        line.addSubcommand(new RunCommand(console));
        line.addSubcommand(new ValidateCommand(console));
        line.addSubcommand(new WastCommand(console));
        line.addSubcommand(new Wat2WasmCommand(console));
        line.addSubcommand(new CompletionCommand(console));
        line.setOut(console.resultWriter()).setErr(console.errorWriter()).setUsageHelpWidth(HELP_WIDTH);
        // Everything behind the file belongs to the guest.
        line.getSubcommands().get("run").setStopAtPositional(true).setUnmatchedOptionsArePositionalParams(false);
        line.setParameterExceptionHandler((e, words) -> usageError(console, e));
        line.setExecutionExceptionHandler((e, command, parsed) -> new Failures(console, parsed.subcommand().hasMatchedOption("--verbose")).report(e));
        return line;
    }

    /** The words with the command that they leave out. */
    private static String[] withCommand(CommandLine line, String[] words) {
        if (words.length == 0) {
            return new String[]{"--help"};
        }
        if (OWN_OPTIONS.contains(words[0]) || line.getSubcommands().containsKey(words[0])) {
            return words;
        }
        String[] all = new String[words.length + 1];
        all[0] = "run";
        System.arraycopy(words, 0, all, 1, words.length);
        return all;
    }

    private static int usageError(Console console, ParameterException e) {
        String command = e.getCommandLine().getCommandSpec().qualifiedName();
        console.complain(e.getMessage(), "`" + command + " --help` tells how it is used.");
        return ExitCode.USAGE;
    }

    /** The version in the module's description. */
    static final class Version implements IVersionProvider {

        @Override
        public String[] getVersion() {
            String version = TiliaCommand.class.getPackage().getImplementationVersion();
            return new String[]{"tilia " + (version == null ? "(built in place)" : version), "on " + System.getProperty("java.vm.name") + " " + Runtime.version()};
        }
    }
}
