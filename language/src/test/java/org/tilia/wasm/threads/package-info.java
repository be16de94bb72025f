/** Several threads in one context: atomic instructions, waiting, and programs that start threads. */
package org.tilia.wasm.threads;
