/** The one exception by which a guest's code fails, with the spec's messages; every part that can fail throws it. */
package org.tilia.wasm.trap;
