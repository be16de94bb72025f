package org.tilia.benchmarks;

import java.util.List;
import java.util.stream.IntStream;

/** What is made of the times. Every list must hold at least one element. */
final class Statistics {
    /** A round is at the peak if it takes at most this many times as long as the peak. */
    static final double NEAR_PEAK = 1.3;

    private Statistics() {
    }

    /** The middle value, or the mean of the two middle ones. */
    static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    /** The geometric mean of positive values. */
    static double geometricMean(List<Double> values) {
        return Math.exp(values.stream().mapToDouble(Math::log).average().orElseThrow());
    }

    /**
     * Element by element, the first list divided by the second: what disturbs the machine for a while disturbs neighbouring
     * processes alike, and is gone from their ratio.
     *
     * @throws IllegalArgumentException if the lists differ in length
     */
    static List<Double> pairedRatios(List<Double> numerators, List<Double> denominators) {
        if (numerators.size() != denominators.size()) {
            throw new IllegalArgumentException(numerators.size() + " values cannot be paired with " + denominators.size());
        }
        return IntStream.range(0, numerators.size()).mapToObj(i -> numerators.get(i) / denominators.get(i)).toList();
    }

    /** Seconds of a round at full speed: the median of the best half of the rounds. */
    static double peak(List<Round> rounds) {
        return median(rounds.stream().map(Round::seconds).sorted().limit((rounds.size() + 1) / 2).toList());
    }

    /** Seconds from the start of the process to the end of its first round that is {@linkplain #NEAR_PEAK near} the peak. */
    static double timeToPeak(List<Round> rounds) {
        double limit = NEAR_PEAK * peak(rounds);
        return rounds.stream().filter(round -> round.seconds() <= limit).findFirst().orElseThrow().sinceStart();
    }
}
