package org.tilia.wasm.nodes.control;

import com.oracle.truffle.api.CompilerDirectives;
import com.oracle.truffle.api.CompilerDirectives.CompilationFinal;
import com.oracle.truffle.api.TruffleSafepoint;
import com.oracle.truffle.api.frame.Frame;
import com.oracle.truffle.api.frame.VirtualFrame;
import com.oracle.truffle.api.nodes.BytecodeOSRNode;
import com.oracle.truffle.api.nodes.ExplodeLoop;
import org.tilia.wasm.emit.Emitter;
import org.tilia.wasm.module.ValueKind;
import org.tilia.wasm.nodes.BranchException;
import org.tilia.wasm.runtime.CompilingRuntime;
import org.tilia.wasm.nodes.FunctionRootNode;
import org.tilia.wasm.nodes.SlotAccess;
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
public final class LoopNode extends StatementNode implements BytecodeOSRNode {

    /** After how many iterations the runtime is told, which compiles the function when it is worth it. */
    private static final int REPORT = 256;
    private static final int PATIENCE = 10;

    @Child private StatementNode body;
    private final int label;
    private final boolean escapes;
    private final boolean nest;
    private final GuestCode code;
    /** Null where there is no JVM tier. */
    private final FunctionCompiler compiler;
    /** How many more iterations are interpreted before the loop is compiled; unused where nothing compiles it. */
    private int coldIterations;
    private CompiledRegion compiled;
    private final BranchException exception;
    @CompilationFinal private Object osrMetadata;
    /** Whether compiled code was entered when last tried: then it is entered again before the first iteration. */
    private boolean osrReady;
    @CompilationFinal(dimensions = 1) private ValueKind[] slots;

    /**
     * @param code the function that the loop is in
     * @param escapes whether a branch inside it goes to a label outside it
     * @param nest whether there are loops in it
     */
    public LoopNode(GuestCode code, int label, StatementNode body, boolean escapes, boolean nest) {
        this.code = code;
        this.label = label;
        this.exception = BranchException.to(label);
        this.body = body;
        this.escapes = escapes;
        this.nest = nest;
        this.compiler = code.module().compiler();
        this.coldIterations = threshold();
    }

    @Override
    public int execute(VirtualFrame frame) {
        if (CompilerDirectives.inInterpreter()) {
            if (compiled != null) {
                return enterCompiled(frame);
            }
            if (osrReady) {
                Object status = tryOSR(frame);
                if (status != null) {
                    return (int) status;
                }
            }
        }
        return iterate(frame);
    }

    private int iterate(VirtualFrame frame) {
        int iterations = 0;
        while (true) {
            try {
                // A call less: the body of most loops is a block.
                int status = body instanceof BlockNode block ? block.execute(frame) : body.execute(frame);
                if (status != label) {
                    return status;
                }
            } catch (BranchException branch) {
                if (!branch.goesTo(exception)) {
                    throw branch;
                }
            }
            TruffleSafepoint.poll(this);
            if (CompilingRuntime.PRESENT && reports() && ++iterations == REPORT) {
                com.oracle.truffle.api.nodes.LoopNode.reportLoopCount(this, REPORT);
                iterations = 0;
            }
            if (CompilerDirectives.inInterpreter()) {
                if (compiler != null && isHot()) {
                    return enterCompiled(frame);
                }
                if (CompilingRuntime.PRESENT && BytecodeOSRNode.pollOSRBackEdge(this, 1)) {
                    Object status = tryOSR(frame);
                    if (status != null) {
                        return (int) status;
                    }
                }
            }
        }
    }

    /** Whether Truffle is told of iterations: in the interpreter the JVM tier takes a hot loop, and Truffle would compile the same again. */
    private boolean reports() {
        return CompilerDirectives.hasNextTier() && (compiler == null || CompilerDirectives.inCompiledCode() || code.isLeftToTree());
    }

    /** The status of the loop where it could be run from here as compiled code, otherwise null. */
    private Object tryOSR(VirtualFrame frame) {
        Object status = BytecodeOSRNode.tryOSR(this, 0L, null, null, frame);
        osrReady = status != null;
        return status;
    }

    @Override
    public Object executeOSR(VirtualFrame osrFrame, long target, Object interpreterState) {
        try {
            return iterate(osrFrame);
        } catch (BranchException branch) {
            return branch.label();
        }
    }

    @Override
    public Object[] storeParentFrameInArguments(VirtualFrame parentFrame) {
        Object[] arguments = parentFrame.getArguments();
        return new Object[]{arguments[0], arguments[1], parentFrame};
    }

    @Override
    public Frame restoreParentFrameFromArguments(Object[] arguments) {
        return (Frame) arguments[HIDDEN_ARGUMENTS];
    }

    @Override
    public void prepareOSR(long target) {
        slots = ((FunctionRootNode) getRootNode()).body().slotKinds();
    }

    @Override
    @ExplodeLoop
    public void copyIntoOSRFrame(VirtualFrame osrFrame, VirtualFrame parentFrame, long target, Object targetMetadata) {
        for (int i = 0; i < slots.length; i++) {
            SlotAccess.copy(parentFrame, osrFrame, i, slots[i]);
        }
    }

    @Override
    @ExplodeLoop
    public void restoreParentFrame(VirtualFrame osrFrame, VirtualFrame parentFrame) {
        for (int i = 0; i < slots.length; i++) {
            SlotAccess.copy(osrFrame, parentFrame, i, slots[i]);
        }
    }

    @Override
    public Object getOSRMetadata() {
        return osrMetadata;
    }

    @Override
    public void setOSRMetadata(Object osrMetadata) {
        this.osrMetadata = osrMetadata;
    }

    private boolean isHot() {
        if (compiled == null) {
            if (coldIterations-- > 0) {
                return false;
            }
            compiled = code.isLeftToTree() ? null : compiler.compileRegion(code, this);
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
        int iterations = iterations();
        emitter.loop(label, body, iterations, iterations == threshold(), nest);
    }

    /** How many iterations were interpreted, up to where the loop is hot. */
    private int iterations() {
        return Math.clamp((long) threshold() - coldIterations, 0, threshold());
    }

    /** A large function is cut where it ran least, and it takes a while to learn where that is. */
    private int threshold() {
        if (compiler == null) {
            return 0;
        }
        return (int) Math.min(Integer.MAX_VALUE, compiler.loopThreshold() * (code.isLarge() ? PATIENCE : 1L));
    }
}
