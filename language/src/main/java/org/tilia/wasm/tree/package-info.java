/**
 * Validated code into trees.
 *
 * <p>{@link org.tilia.wasm.tree.WasmTreeBuilder} is the entrance. {@link org.tilia.wasm.tree.FunctionBuilder} reads a
 * function's instructions once; the {@link org.tilia.wasm.tree.OperandStack} turns stack code into expressions,
 * {@link org.tilia.wasm.tree.ControlStack} into statements; the factories choose the nodes.
 */
package org.tilia.wasm.tree;
