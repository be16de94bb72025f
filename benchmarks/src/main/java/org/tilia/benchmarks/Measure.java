package org.tilia.benchmarks;

import java.util.List;
import java.util.function.ToDoubleFunction;
import org.tilia.benchmarks.Kernel.Size;

/** A number that describes one process's rounds. */
enum Measure {
    INTERPRETED(Size.INTERPRETED, "Interpreted", "seconds per round of the small size: median of the best half of the rounds", 4, Statistics::peak),
    FIRST_ROUND(Size.COMPILED, "First round", "seconds from the start of the process to the end of its first round", 2,
                    rounds -> rounds.getFirst().sinceStart()),
    TIME_TO_PEAK(Size.COMPILED, "Time to peak", "seconds from the start of the process to the end of the first round within "
                    + Statistics.NEAR_PEAK + " × of the peak", 2, Statistics::timeToPeak),
    PEAK(Size.COMPILED, "Peak", "seconds per round: median of the best half of the rounds", 4, Statistics::peak);

    private final Size size;
    private final String title;
    private final String explanation;
    private final int digits;
    private final ToDoubleFunction<List<Round>> function;

    Measure(Size size, String title, String explanation, int digits, ToDoubleFunction<List<Round>> function) {
        this.size = size;
        this.title = title;
        this.explanation = explanation;
        this.digits = digits;
        this.function = function;
    }

    /** The size of the rounds that this is a measure of. */
    Size size() {
        return size;
    }

    String title() {
        return title;
    }

    String explanation() {
        return explanation;
    }

    /** How many digits after the point a table shows. */
    int digits() {
        return digits;
    }

    double of(List<Round> rounds) {
        return function.applyAsDouble(rounds);
    }
}
