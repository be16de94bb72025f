/**
 * For programs that embed the language: modules of functions in Java, which {@link org.tilia.wasm.host.HostModule} says how to build and
 * pass to a guest, and guests' functions as Java's own, {@link org.tilia.wasm.host.GuestFunctions}.
 *
 * <p>Nothing here belongs to a context. {@link org.tilia.wasm.host.HandleAdapter} gives a function the shape that compiled
 * guest code calls; other languages see it as a proxy.
 */
package org.tilia.wasm.host;
