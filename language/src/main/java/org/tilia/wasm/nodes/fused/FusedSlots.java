package org.tilia.wasm.nodes.fused;

import com.oracle.truffle.api.frame.VirtualFrame;
import org.tilia.wasm.emit.Emitter;
import org.tilia.wasm.nodes.ExpressionNode;
import org.tilia.wasm.nodes.I32Node;
import org.tilia.wasm.nodes.I64Node;
import org.tilia.wasm.nodes.StatementNode;

/** Writes of a slot, to a sum as in {@code i = i + c}, or to what is loaded. */
final class FusedSlots {

    private FusedSlots() {
    }

    /** {@code local.set} to the sum of a local and a constant. */
    static final class I32SetSum extends StatementNode {
        @Child private StatementNode plain;
        private final int target;
        private final int source;
        private final int constant;

        I32SetSum(StatementNode plain, int target, I32Fused.AddConst sum) {
            this.plain = plain;
            this.target = target;
            this.source = sum.slot;
            this.constant = sum.constant;
        }

        @Override
        public int execute(VirtualFrame frame) {
            frame.setIntStatic(target, frame.getIntStatic(source) + constant);
            return FALL_THROUGH;
        }

        @Override
        public void emit(Emitter emitter) {
            plain.emit(emitter);
        }
    }

    /** {@code local.tee} of the sum of a local and another or a constant. */
    static final class I32TeeSum extends I32Node {
        @Child private ExpressionNode plain;
        final int target;
        private final int source;
        private final int addend;
        final int constant;

        I32TeeSum(ExpressionNode plain, int target, I32Fused.AddConst sum) {
            this(plain, target, sum.slot, -1, sum.constant);
        }

        I32TeeSum(ExpressionNode plain, int target, I32Fused.AddLocals sum) {
            this(plain, target, sum.left, sum.right, 0);
        }

        private I32TeeSum(ExpressionNode plain, int target, int source, int addend, int constant) {
            this.plain = plain;
            this.target = target;
            this.source = source;
            this.addend = addend;
            this.constant = constant;
        }

        /** Whether a constant is added to the local itself. */
        boolean isStep() {
            return source == target && addend < 0;
        }

        @Override
        public int executeI32(VirtualFrame frame) {
            int sum = frame.getIntStatic(source) + (addend >= 0 ? frame.getIntStatic(addend) : constant);
            frame.setIntStatic(target, sum);
            return sum;
        }

        @Override
        public void emit(Emitter emitter) {
            plain.emit(emitter);
        }
    }

    /** {@code local.tee} of an unsigned byte at a local and a constant. */
    static final class I32TeeLoad8U extends I32Node {
        @Child private ExpressionNode plain;
        private final int target;
        /** A child of the plain node. */
        private final FusedLoads.I32Load8U load;

        I32TeeLoad8U(ExpressionNode plain, int target, FusedLoads.I32Load8U load) {
            this.plain = plain;
            this.target = target;
            this.load = load;
        }

        @Override
        public int executeI32(VirtualFrame frame) {
            int loaded = load.executeI32(frame);
            frame.setIntStatic(target, loaded);
            return loaded;
        }

        @Override
        public void emit(Emitter emitter) {
            plain.emit(emitter);
        }
    }

    /** {@code local.set} to the sum of a local and a constant. */
    static final class I64SetSum extends StatementNode {
        @Child private StatementNode plain;
        private final int target;
        private final int source;
        private final long constant;

        I64SetSum(StatementNode plain, int target, I64Fused.AddConst sum) {
            this.plain = plain;
            this.target = target;
            this.source = sum.slot;
            this.constant = sum.constant;
        }

        @Override
        public int execute(VirtualFrame frame) {
            frame.setLongStatic(target, frame.getLongStatic(source) + constant);
            return FALL_THROUGH;
        }

        @Override
        public void emit(Emitter emitter) {
            plain.emit(emitter);
        }
    }

    /** {@code local.tee} of the sum of a local and a constant. */
    static final class I64TeeSum extends I64Node {
        @Child private ExpressionNode plain;
        private final int target;
        private final int source;
        private final long constant;

        I64TeeSum(ExpressionNode plain, int target, I64Fused.AddConst sum) {
            this.plain = plain;
            this.target = target;
            this.source = sum.slot;
            this.constant = sum.constant;
        }

        @Override
        public long executeI64(VirtualFrame frame) {
            long sum = frame.getLongStatic(source) + constant;
            frame.setLongStatic(target, sum);
            return sum;
        }

        @Override
        public void emit(Emitter emitter) {
            plain.emit(emitter);
        }
    }
}
