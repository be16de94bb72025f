/** Locals and globals. */
package org.tilia.wasm.nodes.variable;
