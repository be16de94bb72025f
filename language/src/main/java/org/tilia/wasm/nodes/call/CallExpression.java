package org.tilia.wasm.nodes.call;

import com.oracle.truffle.api.frame.VirtualFrame;
import org.tilia.wasm.emit.Emitter;
import org.tilia.wasm.nodes.ExpressionNode;
import org.tilia.wasm.nodes.F32Node;
import org.tilia.wasm.nodes.F64Node;
import org.tilia.wasm.nodes.I32Node;
import org.tilia.wasm.nodes.I64Node;
import org.tilia.wasm.nodes.ReferenceNode;

/** A call as an expression: its one result. */
public final class CallExpression {

    private CallExpression() {
    }

    /** The call's only result. */
    public static ExpressionNode create(Invocation invocation) {
        return switch (invocation.signature().results().getFirst()) {
            case I32 -> new I32Call(invocation);
            case I64 -> new I64Call(invocation);
            case F32 -> new F32Call(invocation);
            case F64 -> new F64Call(invocation);
            case REF -> new ReferenceCall(invocation);
            case V128 -> throw new IllegalArgumentException("vectors are returned in slots of their own");
        };
    }

    private static final class I32Call extends I32Node {
        @Child private Invocation invocation;

        I32Call(Invocation invocation) {
            this.invocation = invocation;
        }

        @Override
        public int executeI32(VirtualFrame frame) {
            return invocation.executeI32(frame);
        }

        @Override
        public void emit(Emitter emitter) {
            invocation.emit(emitter);
        }
    }

    private static final class I64Call extends I64Node {
        @Child private Invocation invocation;

        I64Call(Invocation invocation) {
            this.invocation = invocation;
        }

        @Override
        public long executeI64(VirtualFrame frame) {
            return invocation.executeI64(frame);
        }

        @Override
        public void emit(Emitter emitter) {
            invocation.emit(emitter);
        }
    }

    private static final class F32Call extends F32Node {
        @Child private Invocation invocation;

        F32Call(Invocation invocation) {
            this.invocation = invocation;
        }

        @Override
        public float executeF32(VirtualFrame frame) {
            return invocation.executeF32(frame);
        }

        @Override
        public void emit(Emitter emitter) {
            invocation.emit(emitter);
        }
    }

    private static final class F64Call extends F64Node {
        @Child private Invocation invocation;

        F64Call(Invocation invocation) {
            this.invocation = invocation;
        }

        @Override
        public double executeF64(VirtualFrame frame) {
            return invocation.executeF64(frame);
        }

        @Override
        public void emit(Emitter emitter) {
            invocation.emit(emitter);
        }
    }

    private static final class ReferenceCall extends ReferenceNode {
        @Child private Invocation invocation;

        ReferenceCall(Invocation invocation) {
            this.invocation = invocation;
        }

        @Override
        public Object executeReference(VirtualFrame frame) {
            return invocation.execute(frame);
        }

        @Override
        public void emit(Emitter emitter) {
            invocation.emit(emitter);
        }
    }
}
