package org.tilia.wasm.diagnosis;

import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.tilia.wasm.module.ExternalType;
import org.tilia.wasm.module.FunctionType;
import org.tilia.wasm.module.Import;
import org.tilia.wasm.module.MemoryType;
import org.tilia.wasm.module.Module;

/**
 * A module, and those of its imports that are to be explained.
 *
 * @param imports all of the module's, or those that are missing
 */
record Evidence(Module module, List<Import> imports) {

    static final String ENV = "env";

    /** Whether something is imported from a module whose name is like this. */
    boolean importsFrom(Predicate<String> name) {
        return imports.stream().anyMatch(request -> name.test(request.module()));
    }

    boolean importsFrom(String name) {
        return importsFrom(name::equals);
    }

    /** Whether something whose name matches a regular expression is imported from a module. */
    boolean imports(String from, String pattern) {
        Predicate<String> matching = Pattern.compile(pattern).asMatchPredicate();
        return imports.stream().anyMatch(request -> request.module().equals(from) && matching.test(request.name()));
    }

    /** Whether a function is imported by this name and with this type, such as {@code [i32] -> []}. */
    boolean importsFunction(String from, String name, String type) {
        return imports.stream().anyMatch(request -> request.module().equals(from) && request.name().equals(name)
                        && request.type() instanceof ExternalType.Function(int index) && type(index).equals(type));
    }

    private String type(int index) {
        return module.types().get(index).composite() instanceof FunctionType type ? type.toString() : "";
    }

    boolean importsSharedMemory() {
        return imports.stream().anyMatch(request -> request.type() instanceof MemoryType memory && memory.shared());
    }

    boolean exports(String... names) {
        List<String> wanted = List.of(names);
        return module.exports().stream().filter(export -> wanted.contains(export.name())).count() == wanted.size();
    }

    /** Whether there is a custom section whose name begins so. */
    boolean hasSection(String prefix) {
        return module.customSections().stream().anyMatch(section -> section.name().startsWith(prefix));
    }
}
