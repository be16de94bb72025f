package org.tilia.benchmarks;

/**
 * One call of a kernel's function.
 *
 * @param seconds how long the call took
 * @param sinceStart seconds from the start of the process to the end of the call
 */
record Round(double seconds, double sinceStart) {
}
