/** References, and the tables that hold them. */
package org.tilia.wasm.nodes.reference;
