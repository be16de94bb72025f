package org.tilia.wasm.bytecode;

/** Opens to generated code the packages that it calls into, which are nobody else's business. */
final class GeneratedAccess {

    private static final String[] PACKAGES = {"runtime", "semantics", "trap", "bytecode", "module"};

    private GeneratedAccess() {
    }

    /** Exports to the unnamed module of a loader of generated classes. */
    static void grant(Module unnamed) {
        Module own = GeneratedAccess.class.getModule();
        if (own.isNamed()) {
            for (String name : PACKAGES) {
                own.addExports("org.tilia.wasm." + name, unnamed);
            }
        }
    }
}
