/**
 * Structured control (spec 4.4.8): blocks, loops, conditionals and branches.
 *
 * <p>A branch is a status: the id of its label travels up as the result of {@code execute} until the node that owns the
 * label takes it. Label ids are positive and unique in a function.
 */
package org.tilia.wasm.nodes.control;
