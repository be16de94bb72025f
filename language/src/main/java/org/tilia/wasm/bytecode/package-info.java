/**
 * The JVM tier: trees as classes that the JVM compiles by itself.
 *
 * <p>{@link org.tilia.wasm.bytecode.JvmTier} belongs to an engine, {@link org.tilia.wasm.bytecode.ModuleCompiler} and its
 * {@link org.tilia.wasm.bytecode.ModuleClassLoader} to a module. A function is one class ({@link
 * org.tilia.wasm.bytecode.FunctionClass}), generated when it is first linked; parts of it that would make its method too
 * large for HotSpot become methods of their own ({@link org.tilia.wasm.bytecode.RegionPlan}).
 */
package org.tilia.wasm.bytecode;
