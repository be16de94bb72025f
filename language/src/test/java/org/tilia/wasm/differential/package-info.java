/** Random programs that all ways to run code must agree about. */
package org.tilia.wasm.differential;
