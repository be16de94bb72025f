package org.tilia.wasm.module;

/**
 * A table that the module defines (spec 2.5.4).
 *
 * @param initial what every element starts as, or null for the null reference
 */
public record Table(TableType type, ConstantExpression initial) {
}
