package org.tilia.wasm.module;

/**
 * How large the parts of a module may be (spec A.2). A module beyond them is refused with
 * {@link ModuleException.Kind#LIMIT}.
 *
 * @param moduleBytes size of the whole module
 * @param types type definitions
 * @param imports imports of all kinds
 * @param functions functions, imports included
 * @param tables tables, imports included
 * @param memories memories, imports included
 * @param globals globals, imports included
 * @param tags tags, imports included
 * @param exports exports of all kinds
 * @param segments element segments, and likewise data segments
 * @param functionBytes size of a function's body
 * @param locals declared locals of a function, without its parameters
 * @param parameters parameters of a function type
 * @param results results of a function type
 * @param fields fields of a struct type
 * @param subtypingDepth length of a chain of supertypes
 * @param fixedArrayOperands operands of {@code array.new_fixed}
 * @param operands height of the operand stack
 * @param nesting depth of nested blocks in a function; a {@code block} that is the first instruction of a block adds
 *            nothing, so a {@code switch} may have any number of cases
 */
public record ModuleLimits(int moduleBytes, int types, int imports, int functions, int tables, int memories,
                int globals, int tags, int exports, int segments, int functionBytes, int locals, int parameters,
                int results, int fields, int subtypingDepth, int fixedArrayOperands, int operands, int nesting) {

    /** What applies unless an embedder says otherwise: where the JavaScript API names a limit, the same. */
    public static final ModuleLimits DEFAULT = new ModuleLimits(1 << 30, 1_000_000, 1_000_000, 1_000_000, 100_000,
                    100_000, 1_000_000, 1_000_000, 1_000_000, 1_000_000, 7_654_321, 50_000, 1_000, 1_000, 10_000, 63,
                    10_000, 100_000, 4_000);

    /**
     * Refuses a count that is too high.
     *
     * @param count unsigned
     * @param what the plural noun of the message
     * @param offset of the count in the module's bytes
     * @throws ModuleException of kind {@link ModuleException.Kind#LIMIT}
     */
    public static void check(int count, int maximum, String what, int offset) {
        if (Integer.compareUnsigned(count, maximum) > 0) {
            throw ModuleException.limit("too many " + what + ": " + Integer.toUnsignedString(count)
                            + ", the limit is " + maximum, offset);
        }
    }
}
