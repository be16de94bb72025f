package org.tilia.wasm.nodes;

import com.oracle.truffle.api.frame.VirtualFrame;
import com.oracle.truffle.api.nodes.Node;
import org.tilia.wasm.emit.Emittable;
import org.tilia.wasm.runtime.Instance;
import org.tilia.wasm.runtime.ThreadState;

/** A node of a function's tree. Argument 0 of the call is the instance, argument 1 the thread's state. */
public abstract class WasmNode extends Node implements Emittable {

    /** How many arguments come before the guest's. */
    public static final int HIDDEN_ARGUMENTS = 2;

    /** The instance whose code runs. */
    public static Instance instance(VirtualFrame frame) {
        return (Instance) frame.getArguments()[0];
    }

    /** The state of the thread that runs it. */
    public static ThreadState thread(VirtualFrame frame) {
        return (ThreadState) frame.getArguments()[1];
    }
}
