package org.tilia.wasm.diagnosis;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.tilia.wasm.module.Feature;

/** Says how to do without proposals that do not run. */
public final class MissingFeatures {

    /** The options with which clang, and Emscripten, do without a proposal. */
    private static final Map<Feature, String> CLANG_OPTIONS = new EnumMap<>(Map.of(Feature.SIMD, "-mno-simd128", Feature.RELAXED_SIMD, "-mno-relaxed-simd",
                    Feature.TAIL_CALL, "-mno-tail-call", Feature.EXCEPTIONS, "-fno-exceptions", Feature.LEGACY_EXCEPTIONS, "-fno-exceptions"));

    private MissingFeatures() {
    }

    /** What to do about a module that needs these, at least one. */
    public static String remedy(Set<Feature> missing) {
        String options = missing.stream().sorted().map(CLANG_OPTIONS::get).filter(Objects::nonNull).distinct().collect(Collectors.joining(" "));
        return "Build it without " + (missing.size() == 1 ? "this proposal" : "these proposals") + (options.isEmpty() ? "." : ", with clang: " + options);
    }
}
