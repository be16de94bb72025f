package org.tilia.wasm.nodes.control;

import com.oracle.truffle.api.frame.VirtualFrame;
import org.tilia.wasm.emit.Emitter;
import org.tilia.wasm.module.ValueKind;
import org.tilia.wasm.nodes.ExpressionNode;
import org.tilia.wasm.nodes.I32Node;
import org.tilia.wasm.nodes.I64Node;
import org.tilia.wasm.runtime.ThreadState;
import org.tilia.wasm.trap.Trap;

/** The length of a range that an instruction is about to work on: has that paid for, and is the length. */
public final class RangeFuel {

    private RangeFuel() {
    }

    /**
     * @param length an i32, or an i64
     * @param position of the instruction in the module's bytes
     */
    public static ExpressionNode of(ExpressionNode length, int position) {
        return length.kind() == ValueKind.I64 ? new OfI64(length, position) : new OfI32(length, position);
    }

    private static void emit(Emitter emitter, ExpressionNode length, int position, Class<?> type) {
        emitter.loadThread();
        length.emit(emitter);
        emitter.position(position);
        emitter.invokeVirtual(ThreadState.class, "burnRange", type, type);
    }

    private static final class OfI32 extends I32Node {

        @Child private ExpressionNode length;
        private final int position;

        OfI32(ExpressionNode length, int position) {
            this.length = length;
            this.position = position;
        }

        @Override
        public int executeI32(VirtualFrame frame) {
            try {
                return thread(frame).burnRange(length.executeI32(frame));
            } catch (Trap trap) {
                throw trap.at(position);
            }
        }

        @Override
        public void emit(Emitter emitter) {
            RangeFuel.emit(emitter, length, position, int.class);
        }
    }

    private static final class OfI64 extends I64Node {

        @Child private ExpressionNode length;
        private final int position;

        OfI64(ExpressionNode length, int position) {
            this.length = length;
            this.position = position;
        }

        @Override
        public long executeI64(VirtualFrame frame) {
            try {
                return thread(frame).burnRange(length.executeI64(frame));
            } catch (Trap trap) {
                throw trap.at(position);
            }
        }

        @Override
        public void emit(Emitter emitter) {
            RangeFuel.emit(emitter, length, position, long.class);
        }
    }
}
