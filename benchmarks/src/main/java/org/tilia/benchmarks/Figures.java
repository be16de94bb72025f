package org.tilia.benchmarks;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What one kernel's processes come to in one measure.
 *
 * @param values for each engine, in order, the measure of each of its processes
 */
record Figures(Kernel kernel, Map<Engine, List<Double>> values) {

    /**
     * @param runs for each engine, in order, the rounds of each of its processes; the processes at one position of the lists
     *            ran one after the other
     */
    static Figures of(Measure measure, Kernel kernel, Map<Engine, List<List<Round>>> runs) {
        Map<Engine, List<Double>> values = new LinkedHashMap<>();
        runs.forEach((engine, processes) -> values.put(engine, processes.stream().map(measure::of).toList()));
        return new Figures(kernel, values);
    }

    double median(Engine engine) {
        return Statistics.median(values.get(engine));
    }

    /** The first engine's values divided by another's, in pairs of neighbouring processes. */
    List<Double> ratios(Engine other) {
        return Statistics.pairedRatios(values.values().iterator().next(), values.get(other));
    }

    double medianRatio(Engine other) {
        return Statistics.median(ratios(other));
    }
}
