package org.tilia.wasm.module;

/** A global that the module defines (spec 2.5.5). */
public record Global(GlobalType type, ConstantExpression initial) {
}
