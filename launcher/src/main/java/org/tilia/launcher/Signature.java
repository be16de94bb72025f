package org.tilia.launcher;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.graalvm.polyglot.Value;

/** What an exported function takes and gives, types by their names. */
record Signature(List<String> parameters, List<String> results) {

    private static final Pattern FORM = Pattern.compile("\\[(.*)] -> \\[(.*)]");
    /** A word, or a form in parentheses such as {@code (ref null extern)}. */
    private static final Pattern TYPE = Pattern.compile("\\([^()]*\\)|\\S+");

    /** That of what begins a program or a library. */
    static final Signature EMPTY = new Signature(List.of(), List.of());

    /**
     * @param description as the language describes exports: a text that ends with a function type in the spec's notation,
     *            {@code [i32 i64] -> [f32]}
     */
    static Signature parse(String description) {
        Matcher matcher = FORM.matcher(description);
        if (!matcher.find()) {
            throw new IllegalArgumentException("not a function's type: " + description);
        }
        return new Signature(types(matcher.group(1)), types(matcher.group(2)));
    }

    private static List<String> types(String text) {
        return TYPE.matcher(text).results().map(MatchResult::group).toList();
    }

    /** The arguments by their types. */
    Object[] read(String function, List<String> arguments) {
        if (arguments.size() != parameters.size()) {
            throw new LauncherException(ExitCode.USAGE, function + " takes " + count(parameters.size(), "argument") + ", but "
                            + (arguments.size() == 1 ? "1 was given" : arguments.size() + " were given"), function + ": " + this);
        }
        Object[] values = new Object[arguments.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = read(function, i, arguments.get(i));
        }
        return values;
    }

    private Number read(String function, int position, String argument) {
        try {
            return Literal.parse(argument, parameters.get(position));
        } catch (IllegalArgumentException e) {
            throw new LauncherException(ExitCode.USAGE, "argument " + (position + 1) + " of " + function + ": " + argument + " " + e.getMessage(),
                            function + ": " + this);
        }
    }

    /** The results as text, one line each. */
    List<String> write(Value result) {
        if (results.size() == 1) {
            return List.of(Literal.format(result, results.getFirst()));
        }
        String[] lines = new String[results.size()];
        for (int i = 0; i < lines.length; i++) {
            lines[i] = Literal.format(result.getArrayElement(i), results.get(i));
        }
        return List.of(lines);
    }

    private static String count(int number, String thing) {
        return number == 0 ? "no " + thing + "s" : number + " " + thing + (number == 1 ? "" : "s");
    }

    @Override
    public String toString() {
        return "[" + String.join(" ", parameters) + "] -> [" + String.join(" ", results) + "]";
    }
}
