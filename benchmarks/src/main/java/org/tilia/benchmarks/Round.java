package org.tilia.benchmarks;

import java.io.PrintStream;

/**
 * One call of a kernel's function.
 *
 * @param seconds how long the call took
 * @param sinceStart seconds from the start of the process to the end of the call
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
