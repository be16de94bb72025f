package org.tilia.wasm.differential;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;

/**
 * Makes valid modules in the text format, the same for the same seed: some functions that call each other, a memory, a table
 * and globals. They export {@code run}, all {@code g…} globals and {@code memory}.
 *
 * <p>Every call and every turn of a loop takes fuel, and without fuel a program traps: so all of them end soon.
 */
final class ProgramGenerator {

    /** What a program may spend on calls and turns of loops. */
    static final int FUEL = 300;
    /** A global that counts it. */
    static final String FUEL_GLOBAL = "fuel";
    static final int PAGES = 1;
    static final int MAXIMUM_PAGES = 4;
    static final int TABLE_SIZE = 6;
    static final String TYPES = "ilfd";

    /** A function's type, as letters of {@link #TYPES}. */
    record Signature(String parameters, String results) {

        String text() {
            return clause("param", parameters) + clause("result", results);
        }
    }

    private final Random random;
    private final List<Signature> types = new ArrayList<>();
    private final List<Integer> functions = new ArrayList<>();

    private ProgramGenerator(long seed) {
        this.random = new Random(seed);
    }

    /** A module in the text format. */
    static String generate(long seed) {
        return new ProgramGenerator(seed).module();
    }

    private String module() {
        for (int i = 0; i < 3; i++) {
            types.add(new Signature(letters(4), letters(3)));
        }
        int count = 2 + random.nextInt(3);
        for (int i = 0; i < count; i++) {
            functions.add(random.nextInt(types.size()));
        }
        StringBuilder text = new StringBuilder("(module\n");
        for (int i = 0; i < types.size(); i++) {
            text.append("  (type $t").append(i).append(" (func").append(types.get(i).text()).append("))\n");
        }
        text.append("  (memory (export \"memory\") ").append(PAGES).append(' ').append(MAXIMUM_PAGES).append(")\n");
        text.append("  (data (i32.const 0) \"").append("tilia\\00\\ff\\80\\7f".repeat(20)).append("\")\n");
        text.append("  (data $passive \"0123456789\")\n");
        text.append("  (table ").append(TABLE_SIZE).append(" funcref)\n  (elem (i32.const 0)");
        for (int i = 0; i < TABLE_SIZE - 1; i++) {
            text.append(" $f").append(random.nextInt(count));
        }
        text.append(")\n  (global $fuel (export \"").append(FUEL_GLOBAL).append("\") (mut i32) (i32.const ").append(FUEL).append("))\n");
        for (char type : TYPES.toCharArray()) {
            text.append("  (global $g").append(type).append(" (export \"g").append(type).append("\") (mut ").append(name(type)).append(") (")
                            .append(name(type)).append(".const 1))\n");
        }
        for (int i = 0; i < count; i++) {
            text.append(function(i));
        }
        return text.append(")\n").toString();
    }

    private String letters(int most) {
        int count = random.nextInt(most + 1);
        return random.ints(count, 0, TYPES.length()).mapToObj(i -> TYPES.substring(i, i + 1)).collect(Collectors.joining());
    }

    private String function(int index) {
        Signature type = types.get(functions.get(index));
        String locals = TYPES + letters(4);
        String body = new BodyGenerator(random, types, functions, type, locals).generate();
        return "  (func $f" + index + (index == 0 ? " (export \"run\")" : "") + " (type $t" + functions.get(index) + ")"
                        + clause("local", locals + BodyGenerator.SCRATCH) + "\n" + body + "  )\n";
    }

    private static String clause(String keyword, String types) {
        return types.isEmpty() ? "" : types.chars().mapToObj(type -> name((char) type)).collect(Collectors.joining(" ", " (" + keyword + " ", ")"));
    }

    /** The value type of a letter. */
    static String name(char type) {
        return switch (type) {
            case 'i' -> "i32";
            case 'l' -> "i64";
            case 'f' -> "f32";
            case 'd' -> "f64";
            default -> throw new IllegalArgumentException("no type: " + type);
        };
    }
}
