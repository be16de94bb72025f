package org.tilia.wasm;

import com.oracle.truffle.api.Option;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.graalvm.options.OptionCategory;
import org.graalvm.options.OptionDescriptors;
import org.graalvm.options.OptionKey;
import org.graalvm.options.OptionStability;
import org.graalvm.options.OptionType;
import org.graalvm.options.OptionValues;
import org.graalvm.polyglot.SandboxPolicy;
import org.tilia.wasm.runtime.StoreLimits;
import org.tilia.wasm.runtime.UnknownImports;
import org.tilia.wasm.tree.WasmTreeBuilder;

/** The options of the language; their help texts say what they do. */
@Option.Group(WasmLanguage.ID)
public final class WasmOptions {

    /** How hot code is made fast. */
    public enum CompilerKind {
        AUTO,
        JVM,
        TRUFFLE,
        NONE;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private static final int NO_LIMIT = 0;

    /** Names of built-in modules by the name that guests import from. */
    private static final OptionType<Map<String, String>> MODULE_NAMES = new OptionType<>("[<name>:]<module>,...", WasmOptions::parseNames);

    @Option(help = "The built-in modules that guests may import, separated by commas, such as wasi_snapshot_preview1; "
                    + "name:module gives a module another name.", category = OptionCategory.USER, stability = OptionStability.STABLE, //
                    usageSyntax = "[<name>:]<module>,...", sandbox = SandboxPolicy.CONSTRAINED) //
    static final OptionKey<Map<String, String>> Builtins = new OptionKey<>(Map.of(), MODULE_NAMES);

    @Option(help = "What makes hot code fast: jvm (bytecode for the JVM's own compilers), truffle (the Graal compiler, where it is "
                    + "there), none (interpret), or auto.", category = OptionCategory.USER, stability = OptionStability.STABLE, //
                    usageSyntax = "auto|jvm|truffle|none", sandbox = SandboxPolicy.CONSTRAINED) //
    static final OptionKey<CompilerKind> Compiler = new OptionKey<>(CompilerKind.AUTO);

    @Option(help = "How many calls of a function are interpreted before it is compiled to JVM bytecode.", //
                    category = OptionCategory.EXPERT, stability = OptionStability.EXPERIMENTAL, usageSyntax = "[0, inf)", //
                    sandbox = SandboxPolicy.CONSTRAINED) //
    static final OptionKey<Integer> CompileThreshold = new OptionKey<>(200, count());

    @Option(help = "How many iterations of a loop are interpreted before it is compiled to JVM bytecode.", //
                    category = OptionCategory.EXPERT, stability = OptionStability.EXPERIMENTAL, usageSyntax = "[0, inf)", //
                    sandbox = SandboxPolicy.CONSTRAINED) //
    static final OptionKey<Integer> LoopThreshold = new OptionKey<>(2000, count());

    @Option(help = "Keep memories outside of the Java heap. Where this is false, memories are Java arrays of less than 2 GiB and "
                    + "no unsafe code runs.", category = OptionCategory.USER, stability = OptionStability.STABLE, //
                    usageSyntax = "true|false", sandbox = SandboxPolicy.CONSTRAINED) //
    static final OptionKey<Boolean> UseUnsafeMemory = new OptionKey<>(true);

    @Option(help = "How many bytes all memories of a context may have together; 0 for as many as the system has.", //
                    category = OptionCategory.USER, stability = OptionStability.STABLE, usageSyntax = "[0, inf)B|KB|MB|GB", //
                    sandbox = SandboxPolicy.UNTRUSTED) //
    static final OptionKey<Long> MaxMemory = new OptionKey<>((long) NO_LIMIT, Quantities.BYTES);

    @Option(help = "How many elements all tables of a context may have together; 0 for as many as half of the Java heap has room for. One "
                    + "table has at most 10,000,000.", category = OptionCategory.USER, stability = OptionStability.STABLE, //
                    usageSyntax = "[0, inf)", sandbox = SandboxPolicy.UNTRUSTED) //
    static final OptionKey<Integer> MaxTableElements = new OptionKey<>(NO_LIMIT, count());

    @Option(help = "How many instances of modules a context may have at a time; 0 for as many as there is memory for.", //
                    category = OptionCategory.USER, stability = OptionStability.STABLE, usageSyntax = "[0, inf)", //
                    sandbox = SandboxPolicy.UNTRUSTED) //
    static final OptionKey<Integer> MaxInstances = new OptionKey<>(NO_LIMIT, count());

    @Option(help = "How many calls of guests may be on the stack of a thread before the next one traps; 0 for as many as the stack has "
                    + "room for. Counting makes calls slower.", category = OptionCategory.USER, stability = OptionStability.STABLE, //
                    usageSyntax = "[0, inf)", sandbox = SandboxPolicy.UNTRUSTED) //
    static final OptionKey<Integer> MaxCallDepth = new OptionKey<>(NO_LIMIT, count());

    @Option(help = "How many instructions guests may run before they trap; 0 for any number. The host reads and fills what is left as the "
                    + "member fuel of the language's bindings. Counting makes code slower.", category = OptionCategory.USER, //
                    stability = OptionStability.STABLE, usageSyntax = "[0, inf)", sandbox = SandboxPolicy.UNTRUSTED) //
    static final OptionKey<Long> Fuel = new OptionKey<>((long) NO_LIMIT, Quantities.COUNT);

    @Option(help = "How long a context may live, from its first use of WebAssembly on: then it is closed, whatever runs in it; 0 for any time.", //
                    category = OptionCategory.USER, stability = OptionStability.STABLE, usageSyntax = "[0, inf)ms|s|m|h", //
                    sandbox = SandboxPolicy.UNTRUSTED) //
    static final OptionKey<Duration> Timeout = new OptionKey<>(Duration.ZERO, Quantities.TIME);

    @Option(help = "What a function does that a module imports and nothing provides: error (the module is not instantiated), trap (a "
                    + "call of it traps), default (a call gives zeros).", category = OptionCategory.USER, stability = OptionStability.STABLE, //
                    usageSyntax = "error|trap|default", sandbox = SandboxPolicy.UNTRUSTED) //
    static final OptionKey<UnknownImports> UnknownImports = new OptionKey<>(org.tilia.wasm.runtime.UnknownImports.ERROR);

    @Option(help = "Evaluate sources to instances instead of modules, as GraalWasm did before version 25: they are linked with each "
                    + "other by the names of their sources when one of their exports is first used.", //
                    category = OptionCategory.EXPERT, stability = OptionStability.STABLE, usageSyntax = "true|false", //
                    sandbox = SandboxPolicy.CONSTRAINED) //
    static final OptionKey<Boolean> EvalReturnsInstance = new OptionKey<>(false);

    @Option(help = "How many threads guests may have at a time that they have started, where the context allows them to create "
                    + "threads at all.", category = OptionCategory.USER, stability = OptionStability.STABLE, usageSyntax = "[0, inf)", //
                    sandbox = SandboxPolicy.CONSTRAINED) //
    static final OptionKey<Integer> MaxThreads = new OptionKey<>(128, count());

    private WasmOptions() {
    }

    static OptionDescriptors descriptors() {
        return OptionGroups.of(new WasmOptionsOptionDescriptors(), FeatureOptions.descriptors(), IgnoredOptions.descriptors());
    }

    /** Whether contexts with these options can share code. */
    static boolean shareCode(OptionValues first, OptionValues second) {
        return same(Compiler, first, second) && same(CompileThreshold, first, second) && same(LoopThreshold, first, second)
                        && same(UseUnsafeMemory, first, second) && counting(first).equals(counting(second))
                        && FeatureOptions.refused(first).equals(FeatureOptions.refused(second));
    }

    private static <T> boolean same(OptionKey<T> key, OptionValues first, OptionValues second) {
        return first.get(key).equals(second.get(key));
    }

    /** What code has to count. */
    static WasmTreeBuilder.Counting counting(OptionValues options) {
        return new WasmTreeBuilder.Counting(options.get(MaxCallDepth) != NO_LIMIT, options.get(Fuel) != NO_LIMIT);
    }

    /** The limits without special cases. */
    static StoreLimits limits(OptionValues options) {
        StoreLimits none = StoreLimits.DEFAULT;
        return new StoreLimits(orElse(options.get(MaxMemory), none.memoryBytes()), orElse(options.get(MaxTableElements), none.tableElements()),
                        orElse(options.get(MaxInstances), none.instances()), (int) orElse(options.get(MaxCallDepth), none.callDepth()), orElse(options.get(Fuel), none.fuel()));
    }

    private static long orElse(long limit, long none) {
        return limit == NO_LIMIT ? none : limit;
    }

    private static OptionType<Integer> count() {
        return new OptionType<>("[0, inf)", text -> {
            try {
                return Integer.parseUnsignedInt(text);
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException("not a number from 0 on: " + text, e);
            }
        }, count -> {
            if (count < 0) {
                throw new IllegalArgumentException("not a number from 0 on: " + count);
            }
        });
    }

    private static Map<String, String> parseNames(String text) {
        Map<String, String> names = new LinkedHashMap<>();
        for (String part : text.split(",")) {
            String entry = part.strip();
            int colon = entry.indexOf(':');
            if (!entry.isEmpty()) {
                names.put(colon < 0 ? entry : entry.substring(0, colon), entry.substring(colon + 1));
            }
        }
        return Map.copyOf(names);
    }
}
