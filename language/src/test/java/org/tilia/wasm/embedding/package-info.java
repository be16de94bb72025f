/** The language as embedders use it: by the polyglot API and nothing else. */
package org.tilia.wasm.embedding;
