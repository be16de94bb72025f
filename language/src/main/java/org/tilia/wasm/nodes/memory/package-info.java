/** Linear memories: loads, stores, size and growth, and operations on ranges. */
package org.tilia.wasm.nodes.memory;
