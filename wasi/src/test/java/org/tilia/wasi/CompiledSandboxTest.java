package org.tilia.wasi;

/** What leads out of a sandbox, by a guest that is JVM bytecode. */
class CompiledSandboxTest extends Sandbox {

    CompiledSandboxTest() {
        super(Form.COMPILED);
    }
}
