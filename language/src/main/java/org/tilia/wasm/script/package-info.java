/**
 * Runs scripts of the spec's test suite ({@code .wast}): {@link org.tilia.wasm.script.ScriptRunner} performs the commands
 * of a {@link org.tilia.wasm.text.Script} and tells in a {@link org.tilia.wasm.script.ScriptResult} what held.
 */
package org.tilia.wasm.script;
