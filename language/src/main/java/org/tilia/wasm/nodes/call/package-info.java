/**
 * Calls (spec 4.4.8). An {@link org.tilia.wasm.nodes.call.Invocation} is a call of some sort with its arguments; it stands
 * in an expression for its one result, or in a statement that puts any number of results into slots.
 */
package org.tilia.wasm.nodes.call;
