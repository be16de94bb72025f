package org.tilia.wasm.runtime;

import com.oracle.truffle.api.TruffleSafepoint;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.tilia.wasm.module.ExternalType;
import org.tilia.wasm.module.Feature;
import org.tilia.wasm.module.Import;

/** Finds a module's imports and checks their types (spec 4.7.2, steps 1 to 4); all that do not fit are told at once. */
public final class Linker {

    private final WasmModule module;
    private final List<LinkProblem> problems = new ArrayList<>();

    private Linker(WasmModule module) {
        this.module = module;
    }

    /**
     * Makes an instance and runs its start function.
     *
     * @throws MissingFeatureException when there are no trees for what the module needs
     * @throws LinkException when imports are missing or do not fit
     * @throws AllocationException when a memory or a table cannot be made
     * @throws org.tilia.wasm.trap.Trap when an active segment does not fit or the start function traps; what earlier
     *             segments have written into imported memories and tables stays there
     */
    public static Instance instantiate(WasmModule module, ImportResolver imports, WasmStore store) {
        checkFeatures(module);
        return new Instantiation(module, store, new Linker(module).link(imports), null).run();
    }

    /** What the module needs, and there are no trees for. */
    public static Set<Feature> missingFeatures(WasmModule module) {
        Set<Feature> missing = new HashSet<>(module.definition().features());
        missing.removeAll(module.trees().features());
        return missing;
    }

    /** Makes another instance with the imports of one, for a thread of a program. */
    static Instance instantiateAgain(Instance like, GuestProgram program) {
        return new Instantiation(like.module(), like.store(), like.imports(), program).run();
    }

    private static void checkFeatures(WasmModule module) {
        Set<Feature> missing = missingFeatures(module);
        if (!missing.isEmpty()) {
            throw new MissingFeatureException(module, missing);
        }
    }

    /** The imports that are missing or do not fit, in the module's order; nothing is made. */
    public static List<LinkProblem> problems(WasmModule module, ImportResolver imports) {
        Linker linker = new Linker(module);
        linker.resolve(imports);
        return linker.problems;
    }

    private List<External> link(ImportResolver imports) {
        List<External> found = resolve(imports);
        if (!problems.isEmpty()) {
            throw new LinkException(module, problems, imports::provides);
        }
        return found;
    }

    private List<External> resolve(ImportResolver imports) {
        List<External> found = new ArrayList<>();
        for (Import request : module.definition().imports()) {
            TruffleSafepoint.poll(null);
            External external = imports.resolve(module, request);
            check(request, external);
            found.add(external);
        }
        return found;
    }

    private void check(Import request, External external) {
        String unfit = switch (external) {
            case null -> null;
            case External.Unfit(String description) -> description;
            case External.Stored(StoreObject object) -> ExternalTypes.matches(object, request.type(), module.types())
                            ? ""
                            : ExternalTypes.describe(object);
            case External.Host host -> hostMatches(host, request.type()) ? "" : describe(host);
        };
        if (unfit == null || !unfit.isEmpty()) {
            problems.add(new LinkProblem(request, ExternalTypes.describe(request.type(), module.types()), unfit));
        }
    }

    private boolean hostMatches(External.Host host, ExternalType expected) {
        return expected instanceof ExternalType.Function(int type)
                        && (host.type() == null || module.engine().types().function(host.type()) == module.types()[type]);
    }

    private static String describe(External.Host host) {
        return host.type() == null ? "a function" : "a function " + host.type();
    }
}
