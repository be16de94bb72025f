/**
 * WASI preview 1: what a guest program asks of its system.
 *
 * <p>{@link org.tilia.wasi.Preview1} is the module of the host: one class of functions for each family of the interface
 * ({@code args_*} and {@code environ_*}, {@code clock_*}, {@code path_*}, …), each a {@link org.tilia.wasi.WasiFunction} that
 * gets its arguments as a {@link org.tilia.wasi.WasiCall} and answers with an {@link org.tilia.wasi.Errno}. Guests are not
 * trusted: every pointer that they give goes through {@link org.tilia.wasi.WasiMemory}.
 *
 * <p>What is open are {@link org.tilia.wasi.Descriptor}s in the context's {@link org.tilia.wasi.DescriptorTable}, a class for
 * each kind. Paths are resolved by {@link org.tilia.wasi.PathResolver}, under {@link org.tilia.wasi.FolderLock}, starting from
 * a {@link org.tilia.wasi.DirectoryDescriptor}. Whoever waits does so by a {@link org.tilia.wasi.Waiter}. What differs in the
 * older {@code wasi_unstable} is in {@link org.tilia.wasi.Edition}.
 *
 * <p>{@link org.tilia.wasi.ThreadsModule} is the module of wasi-threads; the threads themselves are the runtime's.
 */
package org.tilia.wasi;
