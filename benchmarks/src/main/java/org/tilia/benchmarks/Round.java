package org.tilia.benchmarks;

import java.io.PrintStream;

/**
 * One round of a kernel's work: a call of its function, or a part of one that goes on for all rounds.
 *
 * @param seconds how long it took
 * @param sinceStart seconds from the start of the process to its end
 */
record Round(double seconds, double sinceStart) {

    /** How a measured process tells of a round, at once, since {@link Child} takes the time when the line arrives. */
    static void print(PrintStream out, double seconds) {
        out.print("{\"seconds\":");
        out.print(seconds);
        out.println('}');
        out.flush();
    }
}
