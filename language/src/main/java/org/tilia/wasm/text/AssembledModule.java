package org.tilia.wasm.text;

import org.tilia.wasm.module.CodeMap;

/**
 * What became of a text.
 *
 * @param bytes the module in the binary format
 * @param map where its code stands in the text; null where the text holds bytes or another text in strings
 */
public record AssembledModule(byte[] bytes, CodeMap map) {
}
