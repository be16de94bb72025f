package org.tilia.wasm.runtime;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.exception.AbstractTruffleException;
import com.oracle.truffle.api.interop.InteropLibrary;
import com.oracle.truffle.api.interop.UnknownIdentifierException;
import com.oracle.truffle.api.library.ExportLibrary;
import com.oracle.truffle.api.library.ExportMessage;
import java.util.Set;
import org.tilia.wasm.diagnosis.MissingFeatures;
import org.tilia.wasm.module.Feature;
import org.tilia.wasm.module.GuestText;
import org.tilia.wasm.trap.TextArray;

/**
 * A valid module cannot run because it needs what this version has no trees for; the second line of the message says how to do
 * without.
 *
 * <p>Hosts read its member {@code missingFeatures}: an array of the proposals' names.
 */
@ExportLibrary(InteropLibrary.class)
@SuppressWarnings("serial")
public final class MissingFeatureException extends AbstractTruffleException {

    private static final String MISSING_FEATURES = "missingFeatures";

    private final transient Set<Feature> features;

    MissingFeatureException(WasmModule module, Set<Feature> features) {
        super("module " + GuestText.quote(module.name()) + " is valid, but needs " + String.join(", ", proposals(features))
                        + ", which this version does not run\n" + MissingFeatures.remedy(module.definition(), features));
        this.features = features;
    }

    private static String[] proposals(Set<Feature> features) {
        return features.stream().sorted().map(Feature::proposal).toArray(String[]::new);
    }

    /** What is missing. */
    public Set<Feature> features() {
        return features;
    }

    @ExportMessage
    boolean hasMembers() {
        return true;
    }

    @ExportMessage
    Object getMembers(@SuppressWarnings("unused") boolean includeInternal) {
        return new TextArray(MISSING_FEATURES);
    }

    @ExportMessage
    @TruffleBoundary
    boolean isMemberReadable(String member) {
        return member.equals(MISSING_FEATURES);
    }

    @ExportMessage
    @TruffleBoundary
    Object readMember(String member) throws UnknownIdentifierException {
        if (!isMemberReadable(member)) {
            throw UnknownIdentifierException.create(member);
        }
        return new TextArray(proposals(features));
    }
}
