package org.tilia.launcher;

import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** The completion script for fish. */
final class FishCompletion {

    private FishCompletion() {
    }

    static String script(CommandLine root) {
        StringBuilder script = new StringBuilder();
        String name = root.getCommandName();
        String noCommand = "'not __fish_seen_subcommand_from " + String.join(" ", root.getSubcommands().keySet()) + "'";
        options(script, name, noCommand, root);
        for (Map.Entry<String, CommandLine> entry : root.getSubcommands().entrySet()) {
            script.append("complete -c ").append(name).append(" -n ").append(noCommand).append(" -a ").append(entry.getKey())
                            .append(" -d ").append(quote(entry.getValue())).append('\n');
            options(script, name, "'__fish_seen_subcommand_from " + entry.getKey() + "'", entry.getValue());
        }
        return script.toString();
    }

    private static void options(StringBuilder script, String name, String condition, CommandLine command) {
        for (OptionSpec option : command.getCommandSpec().options()) {
            script.append("complete -c ").append(name).append(" -n ").append(condition);
            for (String spelling : option.names()) {
                script.append(spelling.startsWith("--") ? " -l " : " -s ").append(spelling.replaceFirst("^-+", ""));
            }
            if (option.arity().max() > 0) {
                script.append(" -r");
            }
            script.append(" -d ").append(quote(option.description())).append('\n');
        }
    }

    private static String quote(CommandLine command) {
        return quote(command.getCommandSpec().usageMessage().description());
    }

    private static String quote(String[] lines) {
        return "'" + String.join(" ", lines).replace("\\", "\\\\").replace("'", "\\'") + "'";
    }
}
