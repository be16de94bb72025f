package org.tilia.launcher;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
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
                                "  tilia inspect app.wasm                  tells what a module is, needs and lacks",
                                "  tilia validate *.wasm                   checks modules without running them",
                                "  tilia COMMAND --help                    tells more about a command", "",
                                "Exit codes: the program's own; 134 it trapped, 2 wrong usage, 65 no valid module,",
                                "66 unreadable file, 70 a fault of Tilia's, 75 a limit, 78 imports do not fit,", "124 its time was over. More in docs/exit-codes.md."})
final class TiliaCommand {

    private static final String RUN = "run";
    private static final Map<String, Function<Console, Object>> COMMANDS = commands();
    private static final int HELP_WIDTH = 100;
    /** Options of the command itself; any other option first is one of {@code run}. */
    private static final Set<String> OWN_OPTIONS = Set.of("-h", "--help", "-V", "--version");

    @Option(names = {"-V", "--version"}, versionHelp = true, description = "Prints the version.")
    private boolean version;

    @Option(names = {"-h", "--help"}, usageHelp = true, scope = CommandLine.ScopeType.INHERIT, description = "Prints this help.")
    private boolean help;

    private TiliaCommand() {
    }

    /** The commands by name, in the order of the help. */
    private static Map<String, Function<Console, Object>> commands() {
        Map<String, Function<Console, Object>> commands = new LinkedHashMap<>();
        commands.put(RUN, RunCommand::new);
        commands.put("inspect", InspectCommand::new);
        commands.put("validate", ValidateCommand::new);
        commands.put("wast", WastCommand::new);
        commands.put("wat2wasm", Wat2WasmCommand::new);
        commands.put("completion", CompletionCommand::new);
        return commands;
    }

    /** Runs the command line and gives the exit code. */
    static int execute(Console console, String... words) {
        if (words.length > 0 && isFile(words[0])) {
            return run(console, words);
        }
        if (words.length > 1 && words[0].equals(RUN) && isFile(words[1])) {
            return run(console, Arrays.copyOfRange(words, 1, words.length));
        }
        CommandLine line = commandLine(console);
        if (words.length == 0) {
            return line.execute("--help");
        }
        boolean lacksCommand = !COMMANDS.containsKey(words[0]) && !OWN_OPTIONS.contains(words[0]);
        return line.execute(lacksCommand ? Stream.concat(Stream.of(RUN), Arrays.stream(words)).toArray(String[]::new) : words);
    }

    private static boolean isFile(String word) {
        return word.equals(Input.STANDARD_INPUT) || !word.startsWith("-") && !COMMANDS.containsKey(word);
    }

    /** Runs a file without options: nothing is to be parsed, and loading the parser would double the time to start. */
    private static int run(Console console, String[] words) {
        try {
            return new RunCommand(console, words).call();
        } catch (RuntimeException | Error e) {
            return new Failures(console, false).report(e);
        }
    }

    private static CommandLine commandLine(Console console) {
        CommandLine line = new CommandLine(new TiliaCommand());
        COMMANDS.forEach((name, command) -> line.addSubcommand(name, command.apply(console)));
        line.setOut(console.resultWriter()).setErr(console.errorWriter()).setUsageHelpWidth(HELP_WIDTH);
        // Everything behind the file belongs to the guest.
        line.getSubcommands().get(RUN).setStopAtPositional(true).setUnmatchedOptionsArePositionalParams(false);
        line.setParameterExceptionHandler((e, words) -> usageError(console, e));
        line.setExecutionExceptionHandler((e, command, parsed) -> new Failures(console, parsed.subcommand().hasMatchedOption("--verbose")).report(e));
        return line;
    }

    private static int usageError(Console console, ParameterException e) {
        String command = e.getCommandLine().getCommandSpec().qualifiedName();
        Optional<String> unknown = e.getCommandLine().getUnmatchedArguments().stream().filter(word -> word.startsWith("-")).findFirst();
        console.complain(unknown.map(option -> "there is no option " + option).orElse(e.getMessage()), "`" + command + " --help` tells how it is used.");
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
