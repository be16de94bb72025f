package org.tilia.wasm.diagnosis;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.tilia.wasm.module.GuestText;
import org.tilia.wasm.module.Import;
import org.tilia.wasm.module.Module;

/** Explains imports that nothing provides. */
public final class MissingImports {

    /** How many modules are named. */
    private static final int SHOWN = 3;

    private MissingImports() {
    }

    /**
     * The likely cause and the remedy.
     *
     * @param missing at least one
     * @param provided whether there is a module of this name, though without the import
     */
    public static Advice explain(Module module, List<Import> missing, Predicate<String> provided) {
        Optional<Origin> origin = Origin.of(module, missing);
        List<String> modules = missing.stream().map(Import::module).distinct().toList();
        if (modules.stream().allMatch(provided) && origin.map(Origin::isBuiltIn).orElse(true)) {
            return new Advice((modules.size() == 1 ? "Module " : "Modules ") + names(modules) + (modules.size() == 1 ? " is" : " are") + " there, but without "
                            + (missing.size() == 1 ? "this." : "these."), "Compare the names and versions of what was built with what is provided.");
        }
        return origin.map(Origin::advice).orElseGet(() -> other(modules));
    }

    private static Advice other(List<String> modules) {
        String first = GuestText.quote(modules.getFirst());
        return new Advice("Nothing provides " + (modules.size() == 1 ? "module " : "modules ") + names(modules) + ": the program that embeds it is to do so.",
                        "Provide it as a member " + first + " of what newInstance is given.");
    }

    private static String names(List<String> modules) {
        String names = modules.stream().limit(SHOWN).map(GuestText::quote).collect(Collectors.joining(", "));
        return modules.size() > SHOWN ? names + " and " + (modules.size() - SHOWN) + " more" : names;
    }
}
