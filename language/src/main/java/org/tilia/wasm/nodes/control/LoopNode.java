package org.tilia.wasm.nodes.control;

import com.oracle.truffle.api.CompilerDirectives;
import com.oracle.truffle.api.TruffleSafepoint;
import com.oracle.truffle.api.frame.VirtualFrame;
import java.lang.classfile.Label;
import org.tilia.wasm.emit.Emitter;
import org.tilia.wasm.nodes.StatementNode;
import org.tilia.wasm.runtime.CompiledRegion;
import org.tilia.wasm.runtime.FunctionCompiler;
import org.tilia.wasm.runtime.GuestCode;

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
    private final GuestCode code;
    /** How many more iterations are interpreted before the loop is compiled; unused where nothing compiles it. */
    private int coldIterations;
    private CompiledRegion compiled;

    /**
     * @param code the function that the loop is in
     * @param escapes whether a branch inside it goes to a label outside it
     */
    public LoopNode(GuestCode code, int label, StatementNode body, boolean escapes) {
        this.code = code;
        this.label = label;
        this.body = body;
        this.escapes = escapes;
        this.coldIterations = code.module().compiler() == null ? 0 : code.module().compiler().loopThreshold();
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
        if (compiled == null) {
            FunctionCompiler compiler = code.module().compiler();
            if (compiler == null || coldIterations-- > 0) {
                return false;
            }
            compiled = compiler.compileRegion(code, this);
            if (compiled == null) {
                coldIterations = Integer.MAX_VALUE;
            }
        }
        return compiled != null;
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
