/**
 * WASI preview 1: what a guest program asks of its system.
 *
 * <p>{@link org.tilia.wasi.Preview1} is the module of the host: one class of functions for each family of the interface
 * ({@code args_*} and {@code environ_*}, {@code clock_*}, {@code fd_*}, …), each a {@link org.tilia.wasi.WasiFunction} that
 * gets its arguments as a {@link org.tilia.wasi.WasiCall} and answers with an {@link org.tilia.wasi.Errno}. Open files are
 * {@link org.tilia.wasi.Descriptor}s in the context's {@link org.tilia.wasi.DescriptorTable}. Guests are not trusted:
 * every pointer that they give goes through {@link org.tilia.wasi.WasiMemory}.
 */
package org.tilia.wasi;
