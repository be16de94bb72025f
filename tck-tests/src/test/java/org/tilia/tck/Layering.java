package org.tilia.tck;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which part of the language may use which: a part may use those that are listed for it, and what those may use. A part
 * is a package below {@code org.tilia.wasm} with its subpackages; the package {@code org.tilia.wasm} itself puts the parts
 * together and may use all.
 */
final class Layering {

    /** The table of the design; {@code data} and {@code trap} lie below all of them. */
    static final Layering OF_THE_LANGUAGE = new Layering("org.tilia.wasm", Set.of("data", "trap"), Map.ofEntries(
                    Map.entry("data", Set.of()),
                    Map.entry("trap", Set.of()),
                    Map.entry("module", Set.of()),
                    Map.entry("instruction", Set.of("module")),
                    Map.entry("binary", Set.of("module", "instruction")),
                    // One row of the table with binary; it writes bytes, and that is stated once, there.
                    Map.entry("text", Set.of("module", "instruction", "binary")),
                    Map.entry("validation", Set.of("module", "instruction")),
                    Map.entry("semantics", Set.of()),
                    Map.entry("emit", Set.of("module", "semantics")),
                    Map.entry("diagnosis", Set.of("module")),
                    Map.entry("runtime", Set.of("module", "diagnosis")),
                    // Embedders build modules with it; the runtime links them, and interop looks behind their proxies.
                    Map.entry("host", Set.of("runtime")),
                    Map.entry("nodes", Set.of("semantics", "emit", "runtime")),
                    Map.entry("tree", Set.of("nodes", "instruction")),
                    Map.entry("bytecode", Set.of("nodes", "emit", "runtime")),
                    Map.entry("interop", Set.of("runtime")),
                    Map.entry("script", Set.of("text", "binary", "validation", "runtime", "interop"))));

    private static final Pattern COMMENT_OR_TEXT = Pattern.compile("(?s)/\\*.*?\\*/|//[^\n]*|\"\"\".*?\"\"\"|\"(?:\\\\.|[^\"\\\\\n])*\"");
    private static final Pattern PACKAGE = Pattern.compile("(?m)^package\\s+([\\w.]+);");

    private final Pattern reference;
    private final String root;
    private final Map<String, Set<String>> allowed = new HashMap<>();

    /**
     * @param bottom parts that every part may use
     * @param table what each part may use besides itself
     */
    Layering(String root, Set<String> bottom, Map<String, Set<String>> table) {
        this.root = root;
        this.reference = Pattern.compile("\\b" + Pattern.quote(root) + "\\.([a-z]\\w*)");
        table.keySet().forEach(part -> allowed.put(part, closure(part, bottom, table)));
    }

    private static Set<String> closure(String part, Set<String> bottom, Map<String, Set<String>> table) {
        Set<String> reached = new TreeSet<>(bottom);
        Deque<String> open = new ArrayDeque<>(List.of(part));
        while (!open.isEmpty()) {
            String next = open.pop();
            if (reached.add(next) || bottom.contains(next)) {
                table.get(next).stream().filter(used -> !reached.contains(used)).forEach(open::push);
            }
        }
        return reached;
    }

    Set<String> parts() {
        return allowed.keySet();
    }

    /**
     * What a source uses against the table, by imports or by full names.
     *
     * @param source the text of a compilation unit
     * @return a sentence for each part that it may not use; empty when all is well
     */
    List<String> violations(String file, String source) {
        String code = COMMENT_OR_TEXT.matcher(source).replaceAll(" ");
        Matcher declaration = PACKAGE.matcher(code);
        if (!declaration.find() || declaration.group(1).equals(root)) {
            return List.of();
        }
        Matcher own = reference.matcher(declaration.group(1));
        if (!own.find()) {
            return List.of();
        }
        String part = own.group(1);
        if (!allowed.containsKey(part)) {
            return List.of(file + ": the part " + part + " is not in the table");
        }
        Set<String> used = new TreeSet<>();
        reference.matcher(code).results().forEach(match -> used.add(match.group(1)));
        List<String> violations = new ArrayList<>();
        used.stream().filter(other -> !allowed.get(part).contains(other)).forEach(other -> violations.add(file + ": " + part + " may not use " + other));
        return violations;
    }
}
