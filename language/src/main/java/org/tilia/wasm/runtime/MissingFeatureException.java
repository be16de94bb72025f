package org.tilia.wasm.runtime;

import java.util.List;
import java.util.Set;
import org.tilia.wasm.data.ArrayObject;
import org.tilia.wasm.data.DescribedException;
import org.tilia.wasm.diagnosis.MissingFeatures;
import org.tilia.wasm.module.Feature;
import org.tilia.wasm.module.GuestText;

/**
 * A valid module cannot run because it needs what this version has no trees for; the second line of the message says how to do
 * without.
 *
 * <p>Hosts read its member {@code missingFeatures}: an array of the proposals' names.
 */
@SuppressWarnings("serial")
public final class MissingFeatureException extends DescribedException {

    private static final String MISSING_FEATURES = "missingFeatures";

    private final transient Set<Feature> features;

    MissingFeatureException(WasmModule module, Set<Feature> features) {
        super("module " + GuestText.quote(module.name()) + " is valid, but needs " + String.join(", ", proposals(features))
                        + ", which this version does not run\n" + MissingFeatures.remedy(features));
        this.features = features;
    }

    private static String[] proposals(Set<Feature> features) {
        return features.stream().sorted().map(Feature::proposal).toArray(String[]::new);
    }

    /** What is missing. */
    public Set<Feature> features() {
        return features;
    }

    @Override
    protected List<String> members() {
        return List.of(KIND, MISSING_FEATURES);
    }

    @Override
    protected Object member(String name) {
        return name.equals(KIND) ? "missing feature" : new ArrayObject((Object[]) proposals(features));
    }
}
