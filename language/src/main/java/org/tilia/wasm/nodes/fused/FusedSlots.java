package org.tilia.wasm.nodes.fused;

import com.oracle.truffle.api.frame.VirtualFrame;
import org.tilia.wasm.emit.Emitter;
import org.tilia.wasm.nodes.ExpressionNode;
import org.tilia.wasm.nodes.I32Node;
import org.tilia.wasm.nodes.I64Node;
import org.tilia.wasm.nodes.StatementNode;

/** Writes of a slot to the sum of another (or the same) and a constant: {@code i = i + c}. */
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

    /** {@code local.tee} of the sum of a local and a constant. */
    static final class I32TeeSum extends I32Node {
        @Child private ExpressionNode plain;
        private final int target;
        private final int source;
        private final int constant;

        I32TeeSum(ExpressionNode plain, int target, I32Fused.AddConst sum) {
            this.plain = plain;
            this.target = target;
            this.source = sum.slot;
            this.constant = sum.constant;
        }

        @Override
        public int executeI32(VirtualFrame frame) {
            int sum = frame.getIntStatic(source) + constant;
            frame.setIntStatic(target, sum);
            return sum;
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
