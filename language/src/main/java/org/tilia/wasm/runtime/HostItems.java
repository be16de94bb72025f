package org.tilia.wasm.runtime;

import java.util.Map;

/**
 * What an embedder's module offers to guests of any context.
 *
 * @param module the name that guests import from
 * @param items objects of the host by name, such as a {@link KnownProxy} of a function, or the box of a number for an immutable global
 */
public record HostItems(String module, Map<String, Object> items) {
}
