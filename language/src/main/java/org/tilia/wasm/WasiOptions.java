package org.tilia.wasm;

import com.oracle.truffle.api.Option;
import org.graalvm.options.OptionCategory;
import org.graalvm.options.OptionDescriptors;
import org.graalvm.options.OptionKey;
import org.graalvm.options.OptionStability;
import org.graalvm.polyglot.SandboxPolicy;

/** The options of the language that are about WASI; their help texts say what they do. */
@Option.Group(WasmLanguage.ID)
public final class WasiOptions {

    private static final String FOLDERS = "[<guestPath>::]<hostFolder>,...";

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

    private WasiOptions() {
    }

    static OptionDescriptors descriptors() {
        return new WasiOptionsOptionDescriptors();
    }
}
