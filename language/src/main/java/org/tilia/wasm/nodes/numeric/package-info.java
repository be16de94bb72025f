/** Numbers: constants, arithmetic, comparisons, conversions, {@code select}. One family per file. */
package org.tilia.wasm.nodes.numeric;
