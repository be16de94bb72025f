package org.tilia.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class StatisticsTest {
    private static final double EXACT = 1e-12;

    /** Rounds of the given lengths, in a process that takes a second to start and nothing in between. */
    private static List<Round> rounds(double... seconds) {
        double[] end = {1};
        return Arrays.stream(seconds).mapToObj(length -> new Round(length, end[0] += length)).toList();
    }

    @Test
    void medianIsTheMiddle() {
        assertEquals(2, Statistics.median(List.of(3.0, 1.0, 2.0)), EXACT);
        assertEquals(2.5, Statistics.median(List.of(4.0, 1.0, 3.0, 2.0)), EXACT);
        assertEquals(7, Statistics.median(List.of(7.0)), EXACT);
    }

    @Test
    void geometricMeanOfRatioAndInverseIsOne() {
        assertEquals(1, Statistics.geometricMean(List.of(4.0, 0.25)), EXACT);
        assertEquals(6, Statistics.geometricMean(List.of(4.0, 9.0)), EXACT);
    }

    @Test
    void ratiosArePairedByPosition() {
        // The machine was half as fast in the second pair; the ratios do not notice.
        assertEquals(List.of(2.0, 2.0), Statistics.pairedRatios(List.of(4.0, 8.0), List.of(2.0, 4.0)));
        assertThrows(IllegalArgumentException.class, () -> Statistics.pairedRatios(List.of(1.0, 2.0), List.of(1.0)));
    }

    @Test
    void peakIsTheMedianOfTheBestHalf() {
        assertEquals(2, Statistics.peak(rounds(9, 8, 3, 2, 1, 7)), EXACT);
        assertEquals(1.5, Statistics.peak(rounds(9, 2, 1)), EXACT);
        assertEquals(5, Statistics.peak(rounds(5)), EXACT);
    }

    @Test
    void peakIsReachedByTheFirstRoundNearIt() {
        // The peak is 1: 1.4 is too slow, 1.25 is near it, and later slow rounds do not matter.
        assertEquals(1 + 5 + 1.4 + 1.25, Statistics.timeToPeak(rounds(5, 1.4, 1.25, 1, 1, 1, 3, 1)), EXACT);
        assertEquals(1 + 2, Statistics.timeToPeak(rounds(2)), EXACT);
    }
}
