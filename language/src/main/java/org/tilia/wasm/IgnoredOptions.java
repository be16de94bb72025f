package org.tilia.wasm;

import com.oracle.truffle.api.Option;
import org.graalvm.options.OptionCategory;
import org.graalvm.options.OptionDescriptors;
import org.graalvm.options.OptionKey;
import org.graalvm.options.OptionStability;
import org.graalvm.polyglot.SandboxPolicy;

/** Options of GraalWasm that are accepted, so that its users change nothing, and that nothing reads. */
@Option.Group(WasmLanguage.ID)
public final class IgnoredOptions {

    private static final String NO_EFFECT = "Accepted for programs that set it for GraalWasm; has no effect: ";

    /** As GraalWasm spells them. */
    enum ConstantsPolicy {
        NONE,
        ALL,
        LARGE_ONLY
    }

    @Option(help = NO_EFFECT + "modules are read by the thread that evaluates them.", category = OptionCategory.EXPERT, stability = OptionStability.STABLE, //
                    usageSyntax = "[0, inf)", sandbox = SandboxPolicy.CONSTRAINED) //
    static final OptionKey<Integer> AsyncParsingBinarySize = new OptionKey<>(100_000);

    @Option(help = NO_EFFECT + "modules are read by the thread that evaluates them.", category = OptionCategory.EXPERT, stability = OptionStability.STABLE, //
                    usageSyntax = "[0, inf)", sandbox = SandboxPolicy.CONSTRAINED) //
    static final OptionKey<Integer> AsyncParsingStackSize = new OptionKey<>(0);

    @Option(help = NO_EFFECT + "it is for tests of GraalWasm.", category = OptionCategory.EXPERT, stability = OptionStability.STABLE, //
                    usageSyntax = "true|false", sandbox = SandboxPolicy.CONSTRAINED) //
    static final OptionKey<Boolean> DebugTestMode = new OptionKey<>(false);

    @Option(help = NO_EFFECT + "every memory has the member buffer.", category = OptionCategory.EXPERT, stability = OptionStability.STABLE, //
                    usageSyntax = "true|false", sandbox = SandboxPolicy.CONSTRAINED) //
    static final OptionKey<Boolean> DirectByteBufferMemoryAccess = new OptionKey<>(false);

    @Option(help = NO_EFFECT + "it is for measurements of GraalWasm.", category = OptionCategory.EXPERT, stability = OptionStability.STABLE, //
                    usageSyntax = "true|false", sandbox = SandboxPolicy.CONSTRAINED) //
    static final OptionKey<Boolean> MemoryOverheadMode = new OptionKey<>(false);

    @Option(help = NO_EFFECT + "constants are stored with the code.", category = OptionCategory.EXPERT, stability = OptionStability.STABLE, //
                    usageSyntax = "NONE|ALL|LARGE_ONLY", sandbox = SandboxPolicy.CONSTRAINED) //
    static final OptionKey<ConstantsPolicy> StoreConstantsPolicy = new OptionKey<>(ConstantsPolicy.NONE);

    private IgnoredOptions() {
    }

    static OptionDescriptors descriptors() {
        return new IgnoredOptionsOptionDescriptors();
    }
}
