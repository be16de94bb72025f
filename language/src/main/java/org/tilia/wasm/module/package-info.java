/**
 * What a module is: its types, limits, imports, exports, segments and names, as immutable records.
 *
 * <p>Nothing here knows how a module is read, written or run. Index spaces follow the spec: imports come first.
 */
package org.tilia.wasm.module;
