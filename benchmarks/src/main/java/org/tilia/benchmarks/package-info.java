/**
 * Runs the kernels of {@code benchmarks/kernels} in Tilia and in other engines, side by side.
 *
 * <p>{@link org.tilia.benchmarks.Compare} is the command. Every measurement is a {@link org.tilia.benchmarks.Child child process} of
 * its own, one at a time: an {@link org.tilia.benchmarks.Engine} runs {@link org.tilia.benchmarks.Round rounds} of a
 * {@link org.tilia.benchmarks.Kernel}. A {@link org.tilia.benchmarks.Measure} makes one number of a process's rounds, a
 * {@link org.tilia.benchmarks.Figures} the medians and paired ratios of several processes, and a
 * {@link org.tilia.benchmarks.Report} the tables.
 */
package org.tilia.benchmarks;
