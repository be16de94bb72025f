package org.tilia.wasm.runtime;

import com.oracle.truffle.api.Option;
import java.util.Optional;
import java.util.Set;
import org.graalvm.options.OptionCategory;
import org.graalvm.options.OptionDescriptors;
import org.graalvm.options.OptionKey;
import org.graalvm.options.OptionStability;
import org.graalvm.options.OptionType;
import org.graalvm.polyglot.SandboxPolicy;

/** The options of the language that are about WASI; their help texts say what they do. */
@Option.Group("wasm")
public final class WasiOptions {

    private static final String FOLDERS = "[<guestPath>::]<hostFolder>,...";
    private static final Set<String> STREAMS = Set.of("stdin", "stdout", "stderr");
    private static final OptionType<Optional<Long>> SEED = new OptionType<>("<number>", WasiOptions::parseSeed);
    private static final OptionType<Set<String>> TERMINALS = new OptionType<>("stdin|stdout|stderr,...", WasiOptions::parseStreams);

    @Option(help = "The folders that guests may use, separated by commas: a folder of the context's file system, with the path by which "
                    + "guests know it before it; a comma in a name is written twice. The context must allow file access.", //
                    category = OptionCategory.USER, stability = OptionStability.STABLE, usageSyntax = FOLDERS, sandbox = SandboxPolicy.CONSTRAINED) //
    public static final OptionKey<String> WasiMapDirs = new OptionKey<>("");

    @Option(help = "As WasiMapDirs: folders that guests may read and not change.", category = OptionCategory.USER, //
                    stability = OptionStability.STABLE, usageSyntax = FOLDERS, sandbox = SandboxPolicy.CONSTRAINED) //
    public static final OptionKey<String> WasiMapDirsReadOnly = new OptionKey<>("");

    @Option(help = "Give guests the same random numbers in each run; as WasiSeed=0, without the fixed clocks.", category = OptionCategory.USER, //
                    stability = OptionStability.STABLE, usageSyntax = "true|false", sandbox = SandboxPolicy.CONSTRAINED) //
    public static final OptionKey<Boolean> WasiConstantRandomGet = new OptionKey<>(false);

    @Option(help = "A number from which all random numbers of guests follow; with it clocks are fixed, too: they begin at "
                    + "2000-01-01, go on a little each time that they are read, and jump over the times that guests sleep.", //
                    category = OptionCategory.USER, stability = OptionStability.STABLE, usageSyntax = "<number>", sandbox = SandboxPolicy.CONSTRAINED) //
    public static final OptionKey<Optional<Long>> WasiSeed = new OptionKey<>(Optional.empty(), SEED);

    @Option(help = "Addresses on which guests accept connections, separated by commas. The context must allow sockets.", //
                    category = OptionCategory.USER, stability = OptionStability.STABLE, usageSyntax = "<host>:<port>,...", //
                    sandbox = SandboxPolicy.TRUSTED) //
    public static final OptionKey<String> WasiListen = new OptionKey<>("");

    @Option(help = "Which standard streams guests are told to be terminals, separated by commas; by default none.", category = OptionCategory.USER, //
                    stability = OptionStability.STABLE, usageSyntax = "stdin|stdout|stderr,...", sandbox = SandboxPolicy.CONSTRAINED) //
    public static final OptionKey<Set<String>> WasiTerminals = new OptionKey<>(Set.of(), TERMINALS);

    @Option(help = "Print a line to the error stream for each call of WASI.", category = OptionCategory.USER, //
                    stability = OptionStability.STABLE, usageSyntax = "true|false", sandbox = SandboxPolicy.CONSTRAINED) //
    public static final OptionKey<Boolean> WasiTrace = new OptionKey<>(false);

    private WasiOptions() {
    }

    /** For the language, whose options they are. */
    public static OptionDescriptors descriptors() {
        return new WasiOptionsOptionDescriptors();
    }

    private static Optional<Long> parseSeed(String text) {
        try {
            return text.isEmpty() ? Optional.empty() : Optional.of(Long.parseLong(text));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("not a number of 64 bits: " + text, e);
        }
    }

    private static Set<String> parseStreams(String text) {
        Set<String> names = text.isEmpty() ? Set.of() : Set.of(text.split(","));
        if (!STREAMS.containsAll(names)) {
            throw new IllegalArgumentException("not among stdin, stdout and stderr: " + text);
        }
        return names;
    }
}
