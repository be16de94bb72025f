package org.tilia.wasm.runtime;

import com.oracle.truffle.api.exception.AbstractTruffleException;
import java.util.Set;
import java.util.stream.Collectors;
import org.tilia.wasm.module.Feature;

/** A valid module cannot run because it needs what this version has no trees for. */
@SuppressWarnings("serial")
public final class MissingFeatureException extends AbstractTruffleException {

    private final transient Set<Feature> features;

    MissingFeatureException(String module, Set<Feature> features) {
        super("module " + module + " is valid, but needs " + features.stream().sorted().map(Feature::proposal)
                        .collect(Collectors.joining(", ")) + ", which this version does not run");
        this.features = features;
    }

    /** What is missing. */
    public Set<Feature> features() {
        return features;
    }
}
