package org.tilia.wasm;

import com.oracle.truffle.api.Option;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.graalvm.options.OptionCategory;
import org.graalvm.options.OptionDescriptors;
import org.graalvm.options.OptionKey;
import org.graalvm.options.OptionStability;
import org.graalvm.options.OptionValues;
import org.graalvm.polyglot.SandboxPolicy;
import org.tilia.wasm.module.Feature;

/**
 * GraalWasm's switches for proposals. All proposals are on; a context can refuse modules that need one.
 */
@Option.Group(WasmLanguage.ID)
public final class FeatureOptions {

    private static final String REFUSE = "Set to false to refuse modules with ";

    @Option(help = REFUSE + "bulk memory instructions or reference types.", category = OptionCategory.EXPERT, stability = OptionStability.STABLE, //
                    usageSyntax = "true|false", sandbox = SandboxPolicy.CONSTRAINED) //
    static final OptionKey<Boolean> BulkMemoryAndRefTypes = new OptionKey<>(true);

    @Option(help = REFUSE + "arithmetic in constant expressions.", category = OptionCategory.EXPERT, stability = OptionStability.STABLE, //
                    usageSyntax = "true|false", sandbox = SandboxPolicy.CONSTRAINED) //
    static final OptionKey<Boolean> ExtendedConstExpressions = new OptionKey<>(true);

    @Option(help = REFUSE + "memories with 64-bit addresses.", category = OptionCategory.EXPERT, stability = OptionStability.STABLE, //
                    usageSyntax = "true|false", sandbox = SandboxPolicy.CONSTRAINED) //
    static final OptionKey<Boolean> Memory64 = new OptionKey<>(true);

    @Option(help = REFUSE + "several memories.", category = OptionCategory.EXPERT, stability = OptionStability.STABLE, //
                    usageSyntax = "true|false", sandbox = SandboxPolicy.CONSTRAINED) //
    static final OptionKey<Boolean> MultiMemory = new OptionKey<>(true);

    @Option(help = REFUSE + "functions or blocks with several results.", category = OptionCategory.EXPERT, stability = OptionStability.STABLE, //
                    usageSyntax = "true|false", sandbox = SandboxPolicy.CONSTRAINED) //
    static final OptionKey<Boolean> MultiValue = new OptionKey<>(true);

    @Option(help = REFUSE + "relaxed vector instructions.", category = OptionCategory.EXPERT, stability = OptionStability.STABLE, //
                    usageSyntax = "true|false", sandbox = SandboxPolicy.CONSTRAINED) //
    static final OptionKey<Boolean> RelaxedSIMD = new OptionKey<>(true);

    @Option(help = REFUSE + "saturating conversions.", category = OptionCategory.EXPERT, stability = OptionStability.STABLE, //
                    usageSyntax = "true|false", sandbox = SandboxPolicy.CONSTRAINED) //
    static final OptionKey<Boolean> SaturatingFloatToInt = new OptionKey<>(true);

    @Option(help = REFUSE + "sign-extension instructions.", category = OptionCategory.EXPERT, stability = OptionStability.STABLE, //
                    usageSyntax = "true|false", sandbox = SandboxPolicy.CONSTRAINED) //
    static final OptionKey<Boolean> SignExtensionOps = new OptionKey<>(true);

    @Option(help = REFUSE + "vector instructions.", category = OptionCategory.EXPERT, stability = OptionStability.STABLE, //
                    usageSyntax = "true|false", sandbox = SandboxPolicy.CONSTRAINED) //
    static final OptionKey<Boolean> SIMD = new OptionKey<>(true);

    @Option(help = REFUSE + "shared memories or atomic instructions.", category = OptionCategory.EXPERT, stability = OptionStability.STABLE, //
                    usageSyntax = "true|false", sandbox = SandboxPolicy.CONSTRAINED) //
    static final OptionKey<Boolean> Threads = new OptionKey<>(true);

    private static final Map<String, Switch> SWITCHES = new LinkedHashMap<>();

    static {
        SWITCHES.put("BulkMemoryAndRefTypes", new Switch(BulkMemoryAndRefTypes, Set.of(Feature.BULK_MEMORY, Feature.REFERENCE_TYPES)));
        SWITCHES.put("ExtendedConstExpressions", new Switch(ExtendedConstExpressions, Set.of(Feature.EXTENDED_CONSTANTS)));
        SWITCHES.put("Memory64", new Switch(Memory64, Set.of(Feature.MEMORY64)));
        SWITCHES.put("MultiMemory", new Switch(MultiMemory, Set.of(Feature.MULTI_MEMORY)));
        SWITCHES.put("MultiValue", new Switch(MultiValue, Set.of(Feature.MULTI_VALUE)));
        SWITCHES.put("RelaxedSIMD", new Switch(RelaxedSIMD, Set.of(Feature.RELAXED_SIMD)));
        SWITCHES.put("SaturatingFloatToInt", new Switch(SaturatingFloatToInt, Set.of(Feature.SATURATING_CONVERSION)));
        SWITCHES.put("SignExtensionOps", new Switch(SignExtensionOps, Set.of(Feature.SIGN_EXTENSION)));
        SWITCHES.put("SIMD", new Switch(SIMD, Set.of(Feature.SIMD)));
        SWITCHES.put("Threads", new Switch(Threads, Set.of(Feature.THREADS)));
    }

    private record Switch(OptionKey<Boolean> key, Set<Feature> features) {
    }

    private FeatureOptions() {
    }

    static OptionDescriptors descriptors() {
        return new FeatureOptionsOptionDescriptors();
    }

    /** The features that are switched off, with the names of the options that do so. */
    static Map<Feature, String> refused(OptionValues options) {
        Map<Feature, String> refused = new EnumMap<>(Feature.class);
        SWITCHES.forEach((name, feature) -> {
            if (!options.get(feature.key)) {
                feature.features.forEach(one -> refused.put(one, WasmLanguage.ID + "." + name));
            }
        });
        return refused;
    }
}
