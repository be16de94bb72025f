/**
 * The tree: the one representation of code, which is interpreted, partially evaluated, or emitted as JVM bytecode.
 *
 * <p>{@link org.tilia.wasm.nodes.ExpressionNode} computes a value, {@link org.tilia.wasm.nodes.StatementNode} acts and
 * says where control goes. The families lie in packages of their own.
 */
package org.tilia.wasm.nodes;
