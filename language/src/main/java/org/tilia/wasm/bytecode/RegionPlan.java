package org.tilia.wasm.bytecode;

import java.lang.classfile.Label;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.tilia.wasm.emit.Signature;
import org.tilia.wasm.module.ValueKind;
import org.tilia.wasm.nodes.StatementNode;

/**
 * Which statements of a function become methods of their own, so that none is larger than HotSpot compiles.
 *
 * <ol>
 * <li>From the innermost statements outwards: where what remains of a statement is larger than the budget, parts are cut out
 * until it fits, those first that ran least for their size.</li>
 * <li>Neighbours that are cut out go into one method, as do segments of a nest.</li>
 * <li>A method takes and gives only the slots that are live across its border; where those are more than a method can take,
 * the rest lie in arrays.</li>
 * </ol>
 */
final class RegionPlan {

    /** What a method may have so that HotSpot compiles it, whatever the flags. */
    static final int HOTSPOT_LIMIT = 8000;
    /** Of how often a statement ran: as its parent. */
    static final int UNKNOWN = -1;

    /** Nothing is cut out, and nothing is known about slots. */
    static final RegionPlan WHOLE = new RegionPlan(null, 0, new BitSet(), null);

    // Estimates, in bytes of bytecode.
    private static final int CALL = 16;
    private static final int TAKE = 3;
    private static final int GIVE = 12;
    private static final int EXIT = 8;
    private static final int SELECT = 2;
    /**
     * What a nest may have beside the regions that are cut out of it. C2 stops inlining, memory accesses too, where a method
     * grows beyond 8,000 bytes by it; and what surrounds a nest, such as the loop that it is in, should find room beside it.
     */
    private static final int NEST = 4000;
    /** Up to how much code that ran is put together; for the same reason. */
    private static final int WARM = 1000;

    /** How many JVM slots the values may take that are passed to a region. */
    private static final int PASSED_SLOTS = 240;

    private final MeasuringEmitter.Result measured;
    private final int budget;
    private final ValueKind[] kinds;
    private final BitSet resident;
    /** More slots that must be resident. */
    private final BitSet overflow = new BitSet();
    private final List<Region> regions = new ArrayList<>();
    private final Map<StatementNode, Region> byFirst = new IdentityHashMap<>();
    private final Map<Integer, Region[]> byNest = new HashMap<>();

    private RegionPlan(MeasuringEmitter.Result measured, int budget, BitSet resident, ValueKind[] kinds) {
        this.measured = measured;
        this.budget = budget;
        this.resident = resident;
        this.kinds = kinds;
    }

    /**
     * A plan for a function, or for a statement of it.
     *
     * @param root what is to be cut
     * @param budget up to how many bytes of bytecode a method may have, as measured
     * @param lying slots that lie in the arrays whatever the plan is
     */
    static RegionPlan of(MeasuringEmitter.Result measured, Measurement root, int budget, BitSet lying, ValueKind[] kinds) {
        BitSet resident = (BitSet) lying.clone();
        if (measured.flow() == null) {
            resident.set(0, kinds.length);
        }
        while (true) {
            RegionPlan plan = new RegionPlan(measured, budget, resident, kinds);
            plan.fit(root, 0);
            if (plan.overflow.isEmpty()) {
                return plan;
            }
            resident.or(plan.overflow);
        }
    }

    /** The slots that lie in the arrays. */
    BitSet resident() {
        return resident;
    }

    /** The slots that are read before they are written; null where that is not known. */
    BitSet liveAtStart() {
        return measured == null || measured.flow() == null ? null : measured.flow().liveAt(0);
    }

    /** The region that begins with a statement, or null where it is emitted in place. */
    Region startingWith(StatementNode statement) {
        return byFirst.get(statement);
    }

    /** The regions of a nest's segments, null for those that are emitted in place; null if none is cut out. */
    Region[] segments(Nest nest) {
        return byNest.get(nest.outermost());
    }

    /** All regions, the innermost first. */
    List<Region> regions() {
        return regions;
    }

    /** The slots that a method needs a value in before it calls the regions that it has. */
    BitSet unset(List<Measurement> content) {
        BitSet slots = new BitSet();
        content.forEach(part -> collectUnset(part, slots));
        return slots;
    }

    private void collectUnset(Measurement measurement, BitSet slots) {
        Region[] segments = measurement.nest() == 0 ? null : byNest.get(measurement.nest());
        List<Measurement> children = measurement.children();
        for (int i = 0; i < children.size(); i++) {
            if (segments != null && segments[i] != null) {
                Arrays.stream(segments[i].slots().unset()).forEach(slots::set);
            } else if (byFirst.get(children.get(i).statement()) instanceof Region region) {
                i += region.parts().size() - 1;
            } else {
                collectUnset(children.get(i), slots);
            }
        }
    }

    /** A part of a statement, while it is decided whether it is cut out. */
    private static final class Part {
        private final Measurement measurement;
        private final int place;
        /** What is left of it in bytes. */
        private final int rest;
        private final int runs;
        private final double density;
        private boolean cut;

        Part(Measurement measurement, int place, int rest, int runs) {
            this.measurement = measurement;
            this.place = place;
            this.rest = rest;
            this.runs = runs;
            this.density = (runs + 1.0) / Math.max(1, rest);
        }
    }

    /** Parts that are to become one method, with what that costs their parent. */
    private record Group(List<Part> parts, Region region, int cost) {

        int saves() {
            int rest = 0;
            for (Part part : parts) {
                rest += part.rest;
            }
            return rest - cost;
        }
    }

    /** Returns what remains in place of a statement once it fits; {@code runs} is how often it ran. */
    private int fit(Measurement measurement, int runs) {
        boolean nest = measurement.nest() != 0;
        List<Measurement> children = measurement.children();
        Part[] parts = new Part[children.size()];
        int total = measurement.size();
        for (int i = 0; i < parts.length; i++) {
            Measurement child = children.get(i);
            int childRuns = child.runs() == UNKNOWN ? runs : child.runs();
            parts[i] = new Part(child, i, fit(child, childRuns), childRuns);
            total -= child.size() - parts[i].rest;
        }
        int limit = nest ? Math.min(budget, NEST) : budget;
        return total <= limit ? total : cut(measurement, parts, total, limit);
    }

    private int cut(Measurement measurement, Part[] parts, int total, int limit) {
        Part[] order = parts.clone();
        Arrays.sort(order, Comparator.comparingDouble(part -> part.density));
        List<Group> groups = List.of();
        int remaining = total;
        int next = 0;
        int step = 1;
        while (remaining > limit && next < order.length) {
            int estimate = remaining;
            for (int taken = 0; next < order.length && (estimate > limit || taken < step); taken++) {
                Part part = order[next++];
                // The first segment of a nest is where control enters it.
                if (measurement.nest() == 0 || part.place > 0) {
                    part.cut = true;
                    estimate -= part.rest;
                }
            }
            step += order.length / 16;
            groups = groups(measurement, parts);
            remaining = total - saves(groups);
        }
        return keep(measurement, parts, Arrays.asList(order).subList(0, next).reversed(), groups, total, limit);
    }

    /** The last step took too much: of that, what ran most stays, as much as there is room for. */
    private int keep(Measurement measurement, Part[] parts, List<Part> hottest, List<Group> cut, int total, int limit) {
        List<Group> groups = cut;
        List<Part> kept = new ArrayList<>();
        int room = limit - total + saves(cut);
        for (Part part : hottest) {
            if (part.cut && part.rest <= room) {
                room -= part.rest;
                kept.add(part);
            }
        }
        // What separates neighbours makes calls of its own, which may need more room.
        for (int count = kept.size(); count > 0 && groups == cut; count /= 2) {
            List<Part> first = kept.subList(0, count);
            first.forEach(part -> part.cut = false);
            List<Group> fewer = groups(measurement, parts);
            if (total - saves(fewer) <= limit) {
                groups = fewer;
            } else {
                first.forEach(part -> part.cut = true);
            }
        }
        commit(measurement, groups);
        return total - saves(groups);
    }

    private List<Group> groups(Measurement measurement, Part[] parts) {
        return measurement.nest() == 0 ? neighbours(parts) : segments(measurement, parts);
    }

    private static int saves(List<Group> groups) {
        return groups.stream().mapToInt(Group::saves).sum();
    }

    private void commit(Measurement measurement, List<Group> groups) {
        for (Group group : groups) {
            Region region = group.region;
            regions.add(region);
            if (region.nest() == Region.NO_NEST) {
                byFirst.put(region.parts().getFirst().statement(), region);
            } else {
                Region[] segments = byNest.computeIfAbsent(measurement.nest(), _ -> new Region[measurement.children().size()]);
                Arrays.stream(region.segments()).forEach(segment -> segments[segment] = region);
            }
        }
    }

    private List<Group> neighbours(Part[] parts) {
        List<Group> groups = new ArrayList<>();
        List<Part> open = new ArrayList<>();
        int size = 0;
        for (Part part : parts) {
            boolean continues = !open.isEmpty() && part.cut && size + part.rest <= budget
                            && part.measurement.sequence() != Measurement.ALONE
                            && part.measurement.sequence() == open.getLast().measurement.sequence();
            if (!continues) {
                addNeighbours(groups, open);
                open = new ArrayList<>();
                size = 0;
            }
            if (part.cut) {
                open.add(part);
                size += part.rest;
            }
        }
        addNeighbours(groups, open);
        return groups;
    }

    private void addNeighbours(List<Group> groups, List<Part> parts) {
        if (!parts.isEmpty()) {
            Group group = group(regions.size() + groups.size(), parts, Region.NO_NEST);
            if (group.saves() > 0) {
                groups.add(group);
            }
        }
    }

    /** Those that ran most come together, in small methods that HotSpot compiles soon. */
    private List<Group> segments(Measurement measurement, Part[] parts) {
        Nest nest = new Nest(parts.length, measurement.nest());
        List<Part> order = Arrays.stream(parts).filter(part -> part.cut)
                        .sorted(Comparator.comparingInt((Part part) -> part.runs).reversed()).toList();
        List<Group> groups = new ArrayList<>();
        List<Part> open = new ArrayList<>();
        int size = 0;
        for (Part part : order) {
            int limit = open.isEmpty() || open.getFirst().runs == 0 ? budget : Math.min(budget, WARM);
            boolean cools = !open.isEmpty() && open.getFirst().runs > 0 && part.runs == 0;
            if (!open.isEmpty() && (cools || size + part.rest > limit)) {
                addSegments(groups, open, nest);
                open = new ArrayList<>();
                size = 0;
            }
            open.add(part);
            size += part.rest + SELECT;
        }
        addSegments(groups, open, nest);
        return groups;
    }

    private void addSegments(List<Group> groups, List<Part> parts, Nest nest) {
        if (!parts.isEmpty()) {
            parts.sort(Comparator.comparingInt(part -> part.place));
            groups.add(group(regions.size() + groups.size(), parts, nest));
        }
    }

    private Group group(int number, List<Part> parts, Nest nest) {
        List<Measurement> measurements = parts.stream().map(part -> part.measurement).toList();
        int[] segments = nest == Region.NO_NEST ? null : parts.stream().mapToInt(part -> part.place).toArray();
        Set<Integer> exits = new TreeSet<>();
        BitSet liveBehind = new BitSet();
        boolean fallsThrough = leave(measurements, nest == Region.NO_NEST, exits, liveBehind);
        if (nest != Region.NO_NEST) {
            for (int segment : segments) {
                exits.remove(nest.start(segment));
            }
            addEnds(measurements, nest, segments, exits);
        }
        Region.Interface slots = slots(measurements, nest, liveBehind);
        Region region = new Region(number, measurements, nest, segments, slots, List.copyOf(exits),
                        fallsThrough && nest == Region.NO_NEST);
        int cost = CALL + TAKE * slots.takes().length + GIVE * slots.gives().length + EXIT * exits.size();
        return new Group(parts, region, nest == Region.NO_NEST ? cost : cost + SELECT * segments.length);
    }

    /** Where the ends of segments lead out of the region. */
    private void addEnds(List<Measurement> measurements, Nest nest, int[] segments, Set<Integer> exits) {
        for (int i = 0; i < segments.length; i++) {
            boolean next = i + 1 < segments.length && segments[i + 1] == segments[i] + 1;
            Measurement part = measurements.get(i);
            if (!next && (measured.flow() == null || measured.flow().reachesEnd(part.from(), part.to()))) {
                exits.add(nest.start(segments[i] + 1));
            }
        }
    }

    /** Adds the labels that are branched to and what is live there; returns whether control may fall out of the end. */
    private boolean leave(List<Measurement> measurements, boolean neighbours, Set<Integer> exits, BitSet liveBehind) {
        SlotFlow flow = measured.flow();
        if (flow == null) {
            measurements.forEach(part -> exits.addAll(part.exits()));
            return true;
        }
        int end = measurements.getLast().to();
        if (neighbours) {
            addExits(flow.leave(measurements.getFirst().from(), end, liveBehind), measurements, exits);
            return flow.reachesEnd(measurements.getFirst().from(), end);
        }
        for (Measurement part : measurements) {
            addExits(flow.leave(part.from(), part.to(), liveBehind), List.of(part), exits);
        }
        return false;
    }

    private void addExits(Set<Label> places, List<Measurement> measurements, Set<Integer> exits) {
        for (Label place : places) {
            Integer label = measured.places().get(place);
            if (label != null && measurements.stream().anyMatch(part -> part.exits().contains(label))) {
                exits.add(label);
            }
        }
    }

    private Region.Interface slots(List<Measurement> measurements, Nest nest, BitSet liveBehind) {
        SlotFlow flow = measured.flow();
        if (flow == null) {
            return new Region.Interface(new int[0], new int[0], new int[0]);
        }
        BitSet accessed = new BitSet();
        BitSet gives = new BitSet();
        measurements.forEach(part -> flow.accessed(part.from(), part.to(), accessed, gives));
        gives.and(liveBehind);
        gives.andNot(resident);
        BitSet takes = flow.liveAt(measurements.getFirst().from());
        BitSet always = (BitSet) takes.clone();
        for (int i = 1; nest != Region.NO_NEST && i < measurements.size(); i++) {
            BitSet live = flow.liveAt(measurements.get(i).from());
            takes.or(live);
            always.and(live);
        }
        takes.and(accessed);
        takes.andNot(resident);
        limit(takes);
        BitSet unset = (BitSet) takes.clone();
        unset.andNot(always);
        return new Region.Interface(takes.stream().toArray(), gives.stream().toArray(), unset.stream().toArray());
    }

    /** Notes the slots that cannot be passed because they are too many: the next plan has them in the arrays. */
    private void limit(BitSet takes) {
        int width = 0;
        for (int slot = takes.nextSetBit(0); slot >= 0; slot = takes.nextSetBit(slot + 1)) {
            width += Signature.width(kinds[slot]);
            if (width > PASSED_SLOTS) {
                overflow.set(slot);
            }
        }
    }
}
