package org.tilia.wasm.nodes.control;

import com.oracle.truffle.api.CompilerDirectives;
import com.oracle.truffle.api.TruffleSafepoint;
import com.oracle.truffle.api.frame.VirtualFrame;
import java.lang.classfile.Label;
import org.tilia.wasm.emit.Emitter;
import org.tilia.wasm.nodes.FunctionRootNode;
import org.tilia.wasm.nodes.StatementNode;
import org.tilia.wasm.runtime.CompiledRegion;
import org.tilia.wasm.runtime.FunctionCompiler;

/**
 * {@code loop} (spec 4.4.8); its label is at its start.
 *
 * <p>A loop that runs hot in the interpreter is compiled by the JVM tier and entered at its next iteration, with the
 * frame's slots handed over and back.
 */
public final class LoopNode extends StatementNode {

    @Child private StatementNode body;
    private final int label;
    private final boolean escapes;
    private int iterations;
    private CompiledRegion compiled;

    /** @param escapes whether a branch inside it goes to a label outside it */
    public LoopNode(int label, StatementNode body, boolean escapes) {
        this.label = label;
        this.body = body;
        this.escapes = escapes;
    }

    @Override
    public int execute(VirtualFrame frame) {
        if (CompilerDirectives.inInterpreter() && compiled != null) {
            return enterCompiled(frame);
        }
        while (true) {
            int status = body.execute(frame);
            if (status != label) {
                return status;
            }
            TruffleSafepoint.poll(this);
            if (CompilerDirectives.inInterpreter() && isHot()) {
                return enterCompiled(frame);
            }
        }
    }

    private boolean isHot() {
        if (compiled != null) {
            return true;
        }
        FunctionCompiler compiler = root().code().module().compiler();
        if (compiler == null || iterations++ < compiler.loopThreshold()) {
            return false;
        }
        compiled = compiler.compileRegion(root().code(), this);
        return true;
    }

    private FunctionRootNode root() {
        return (FunctionRootNode) getRootNode();
    }

    private int enterCompiled(VirtualFrame frame) {
        return RegionTransfer.run(compiled, frame);
    }

    @Override
    public boolean mayBranch() {
        return escapes;
    }

    @Override
    public void emit(Emitter emitter) {
        Label start = emitter.declareLoop(label);
        emitter.code().labelBinding(start);
        emitter.poll();
        emitter.statement(body);
    }
}
