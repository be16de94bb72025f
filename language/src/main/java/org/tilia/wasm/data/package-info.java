/** Plain data for hosts and other languages: lists, records, and exceptions that tell more than a message. */
package org.tilia.wasm.data;
