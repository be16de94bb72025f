package org.tilia.wasi;

/** What leads out of a sandbox, by a guest that is interpreted. */
class SandboxTest extends Sandbox {

    SandboxTest() {
        super(Form.INTERPRETED);
    }
}
