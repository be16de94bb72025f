/**
 * Validation (spec 3 and A.3): whether a decoded module keeps the rules, and what its functions need to run.
 *
 * <p>{@link org.tilia.wasm.validation.ModuleValidator} goes through a module in index order and through all code in one
 * linear pass. Types are {@linkplain org.tilia.wasm.validation.TypeCode ints}, which are equal exactly if the types are,
 * so that an instruction is checked without allocation. {@link org.tilia.wasm.validation.FunctionValidator} checks
 * instructions with a fixed type by the table, and hands the others to the rules of their family.
 */
package org.tilia.wasm.validation;
