package org.tilia.wasm.bytecode;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tilia.wasm.nodes.StatementNode;

/**
 * Which statements of a function become methods of their own, so that none is larger than HotSpot compiles.
 *
 * <p>From the innermost statements outwards: where what remains of a statement is larger than the budget, its largest parts
 * are cut out until it fits.
 */
final class RegionPlan {

    /** What a method may have so that HotSpot compiles it, whatever the flags. */
    static final int HOTSPOT_LIMIT = 8000;

    /** Nothing is cut out. */
    static final RegionPlan WHOLE = new RegionPlan();

    private static final int CALL = 12;
    private static final int EXIT = 8;

    private final Map<StatementNode, Region> regions = new IdentityHashMap<>();

    private RegionPlan() {
    }

    /** @param budget up to how many bytes of bytecode a method may have, as measured with all slots in JVM locals */
    static RegionPlan of(Measurement root, int budget) {
        RegionPlan plan = new RegionPlan();
        plan.fit(root, budget);
        return plan;
    }

    /** The region that a statement became, or null where it is emitted in place. */
    Region outlined(StatementNode statement) {
        return regions.get(statement);
    }

    /** All regions, the innermost first. */
    List<Region> regions() {
        return regions.values().stream().sorted(Comparator.comparingInt(region -> region.number)).toList();
    }

    /** The slots of the regions that lie directly or deeper inside a statement: those that it must keep in the arrays. */
    BitSet slotsOfRegionsIn(Measurement measurement) {
        BitSet slots = new BitSet();
        collect(measurement, slots);
        return slots;
    }

    private void collect(Measurement measurement, BitSet slots) {
        for (Measurement child : measurement.children()) {
            if (regions.containsKey(child.statement())) {
                slots.or(child.slots());
            } else {
                collect(child, slots);
            }
        }
    }

    /** Returns what remains in place of a statement once it fits. */
    private int fit(Measurement measurement, int budget) {
        List<Measurement> parts = new ArrayList<>(measurement.children());
        Map<Measurement, Integer> remaining = new IdentityHashMap<>();
        int total = measurement.size();
        for (Measurement part : parts) {
            int rest = fit(part, budget);
            total -= part.size() - rest;
            remaining.put(part, rest);
        }
        parts.sort(Comparator.comparing(remaining::get, Comparator.reverseOrder()));
        for (Measurement part : parts) {
            int cost = CALL + EXIT * part.exits().size();
            if (total <= budget || remaining.get(part) <= cost) {
                break;
            }
            total -= remaining.get(part) - cost;
            regions.put(part.statement(), new Region(regions.size(), part));
        }
        return total;
    }

    /** A statement that became a method. */
    static final class Region {

        private final int number;
        private final Measurement measurement;

        private Region(int number, Measurement measurement) {
            this.number = number;
            this.measurement = measurement;
        }

        String methodName() {
            return "region" + number;
        }

        StatementNode statement() {
            return measurement.statement();
        }

        Measurement measurement() {
            return measurement;
        }

        /** The labels outside of it that it branches to. */
        Set<Integer> exits() {
            return measurement.exits();
        }
    }
}
