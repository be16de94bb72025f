package org.tilia.wasm.nodes.numeric;

import com.oracle.truffle.api.frame.VirtualFrame;
import java.lang.classfile.Label;
import org.tilia.wasm.emit.Emitter;
import org.tilia.wasm.module.ValueKind;
import org.tilia.wasm.nodes.ConditionNode;
import org.tilia.wasm.nodes.ExpressionNode;
import org.tilia.wasm.nodes.F32Node;
import org.tilia.wasm.nodes.F64Node;
import org.tilia.wasm.nodes.I32Node;
import org.tilia.wasm.nodes.I64Node;
import org.tilia.wasm.nodes.ReferenceNode;

/** {@code select} (spec 4.4.3): both values are computed, then the condition. */
public final class SelectNodes {

    private SelectNodes() {
    }

    /** The first value where the condition is not zero, otherwise the second; both are of the same kind. */
    public static ExpressionNode create(ExpressionNode first, ExpressionNode second, ExpressionNode condition) {
        return switch (first.kind()) {
            case I32 -> new I32Select(first, second, condition);
            case I64 -> new I64Select(first, second, condition);
            case F32 -> new F32Select(first, second, condition);
            case F64 -> new F64Select(first, second, condition);
            case REF -> new ReferenceSelect(first, second, condition);
            case V128 -> throw new IllegalArgumentException("vectors are selected by nodes of their own");
        };
    }

    private static void emit(Emitter emitter, ExpressionNode first, ExpressionNode second, ExpressionNode condition) {
        Label keepFirst = emitter.code().newLabel();
        first.emit(emitter);
        second.emit(emitter);
        condition.emitBranch(emitter, keepFirst, true);
        if (first.kind() == ValueKind.I64 || first.kind() == ValueKind.F64) {
            emitter.code().dup2_x2().pop2().labelBinding(keepFirst).pop2();
        } else {
            emitter.code().swap().labelBinding(keepFirst).pop();
        }
    }

    private static final class I32Select extends I32Node {
        @Child private ExpressionNode first;
        @Child private ExpressionNode second;
        @Child private ExpressionNode condition;
        private final boolean number;

        I32Select(ExpressionNode first, ExpressionNode second, ExpressionNode condition) {
            this.first = first;
            this.second = second;
            this.condition = condition;
            this.number = !(condition instanceof ConditionNode);
        }

        @Override
        public int executeI32(VirtualFrame frame) {
            int one = first.executeI32(frame);
            int other = second.executeI32(frame);
            return (number ? condition.executeI32(frame) != 0 : condition.executeBoolean(frame)) ? one : other;
        }

        @Override
        public void emit(Emitter emitter) {
            SelectNodes.emit(emitter, first, second, condition);
        }
    }

    private static final class I64Select extends I64Node {
        @Child private ExpressionNode first;
        @Child private ExpressionNode second;
        @Child private ExpressionNode condition;
        private final boolean number;

        I64Select(ExpressionNode first, ExpressionNode second, ExpressionNode condition) {
            this.first = first;
            this.second = second;
            this.condition = condition;
            this.number = !(condition instanceof ConditionNode);
        }

        @Override
        public long executeI64(VirtualFrame frame) {
            long one = first.executeI64(frame);
            long other = second.executeI64(frame);
            return (number ? condition.executeI32(frame) != 0 : condition.executeBoolean(frame)) ? one : other;
        }

        @Override
        public void emit(Emitter emitter) {
            SelectNodes.emit(emitter, first, second, condition);
        }
    }

    private static final class F32Select extends F32Node {
        @Child private ExpressionNode first;
        @Child private ExpressionNode second;
        @Child private ExpressionNode condition;
        private final boolean number;

        F32Select(ExpressionNode first, ExpressionNode second, ExpressionNode condition) {
            this.first = first;
            this.second = second;
            this.condition = condition;
            this.number = !(condition instanceof ConditionNode);
        }

        @Override
        public float executeF32(VirtualFrame frame) {
            float one = first.executeF32(frame);
            float other = second.executeF32(frame);
            return (number ? condition.executeI32(frame) != 0 : condition.executeBoolean(frame)) ? one : other;
        }

        @Override
        public void emit(Emitter emitter) {
            SelectNodes.emit(emitter, first, second, condition);
        }
    }

    private static final class F64Select extends F64Node {
        @Child private ExpressionNode first;
        @Child private ExpressionNode second;
        @Child private ExpressionNode condition;
        private final boolean number;

        F64Select(ExpressionNode first, ExpressionNode second, ExpressionNode condition) {
            this.first = first;
            this.second = second;
            this.condition = condition;
            this.number = !(condition instanceof ConditionNode);
        }

        @Override
        public double executeF64(VirtualFrame frame) {
            double one = first.executeF64(frame);
            double other = second.executeF64(frame);
            return (number ? condition.executeI32(frame) != 0 : condition.executeBoolean(frame)) ? one : other;
        }

        @Override
        public void emit(Emitter emitter) {
            SelectNodes.emit(emitter, first, second, condition);
        }
    }

    private static final class ReferenceSelect extends ReferenceNode {
        @Child private ExpressionNode first;
        @Child private ExpressionNode second;
        @Child private ExpressionNode condition;
        private final boolean number;

        ReferenceSelect(ExpressionNode first, ExpressionNode second, ExpressionNode condition) {
            this.first = first;
            this.second = second;
            this.condition = condition;
            this.number = !(condition instanceof ConditionNode);
        }

        @Override
        public Object executeReference(VirtualFrame frame) {
            Object one = first.executeReference(frame);
            Object other = second.executeReference(frame);
            return (number ? condition.executeI32(frame) != 0 : condition.executeBoolean(frame)) ? one : other;
        }

        @Override
        public void emit(Emitter emitter) {
            SelectNodes.emit(emitter, first, second, condition);
        }
    }
}
