package org.tilia.wasi;

import org.tilia.wasm.runtime.HostContext;
import org.tilia.wasm.runtime.HostModule;
import org.tilia.wasm.runtime.HostModuleProvider;
import org.tilia.wasm.runtime.WasiOptions;

/** The interface as it is, but that no time is long: a guest that asks to be woken in a century is woken at once. */
public abstract class ImpatientProvider implements HostModuleProvider {

    private static final long LONGEST_WAIT = 100_000;

    private final Edition edition;

    private ImpatientProvider(Edition edition) {
        this.edition = edition;
    }

    /** The name of the module that stands for an edition's own. */
    static String insteadOf(Edition edition) {
        return "impatient_" + edition;
    }

    @Override
    public final String name() {
        return insteadOf(edition);
    }

    @Override
    public final HostModule create(HostContext context) {
        return new Preview1(context, edition, new Clocks(context.options().get(WasiOptions.WasiSeed).isPresent()) {
            @Override
            long patience(long timeout) {
                return Math.min(timeout, LONGEST_WAIT);
            }
        });
    }

    /** For {@link Preview1Provider}. */
    public static final class OfPreview1 extends ImpatientProvider {

        public OfPreview1() {
            super(Edition.PREVIEW1);
        }
    }

    /** For {@link Preview0Provider}. */
    public static final class OfPreview0 extends ImpatientProvider {

        public OfPreview0() {
            super(Edition.PREVIEW0);
        }
    }
}
