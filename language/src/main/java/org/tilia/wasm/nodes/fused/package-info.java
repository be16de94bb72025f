/**
 * Nodes for shapes that programs are full of: operations whose operands are locals and constants.
 *
 * <p>They save calls between nodes, which only the interpreter feels. Each stands for a plain node, which it keeps as its
 * child, computes the same, and is emitted as that one.
 */
package org.tilia.wasm.nodes.fused;
