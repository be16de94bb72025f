/**
 * Modules of functions in Java, for programs that embed the language: {@link org.tilia.wasm.host.HostModule} says how one
 * is built and passed to a guest.
 *
 * <p>Nothing here belongs to a context. {@link org.tilia.wasm.host.HandleAdapter} gives a function the shape that compiled
 * guest code calls; other languages see it as a proxy.
 */
package org.tilia.wasm.host;
