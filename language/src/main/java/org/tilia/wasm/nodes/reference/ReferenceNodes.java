package org.tilia.wasm.nodes.reference;

import com.oracle.truffle.api.frame.VirtualFrame;
import java.lang.classfile.Label;
import java.lang.classfile.Opcode;
import org.tilia.wasm.emit.Emitter;
import org.tilia.wasm.nodes.ConditionNode;
import org.tilia.wasm.nodes.ExpressionNode;
import org.tilia.wasm.nodes.ReferenceNode;
import org.tilia.wasm.runtime.Instance;
import org.tilia.wasm.runtime.WasmFunction;
import org.tilia.wasm.semantics.References;
import org.tilia.wasm.trap.Trap;

/** References (spec 4.4.4). */
public final class ReferenceNodes {

    private ReferenceNodes() {
    }

    /** {@code ref.null}, of any type. */
    public static final class Null extends ReferenceNode {

        @Override
        public Object executeReference(VirtualFrame frame) {
            return null;
        }

        @Override
        public void emit(Emitter emitter) {
            emitter.code().aconst_null();
        }
    }

    /** {@code ref.is_null}. */
    public static final class IsNull extends ConditionNode {
        @Child private ExpressionNode value;

        public IsNull(ExpressionNode value) {
            this.value = value;
        }

        @Override
        public boolean executeBoolean(VirtualFrame frame) {
            return value.executeReference(frame) == null;
        }

        @Override
        public void emitBranch(Emitter emitter, Label target, boolean when) {
            value.emit(emitter);
            emitter.code().branch(when ? Opcode.IFNULL : Opcode.IFNONNULL, target);
        }
    }

    /** {@code ref.func}. */
    public static final class Function extends ReferenceNode {
        private final int index;

        public Function(int index) {
            this.index = index;
        }

        @Override
        public Object executeReference(VirtualFrame frame) {
            return instance(frame).function(index);
        }

        @Override
        public void emit(Emitter emitter) {
            emitter.loadInstance();
            emitter.code().loadConstant(index);
            emitter.invokeVirtual(Instance.class, "function", WasmFunction.class, int.class);
        }
    }

    /** {@code ref.as_non_null}. */
    public static final class AsNonNull extends ReferenceNode {
        @Child private ExpressionNode value;
        private final int position;

        public AsNonNull(ExpressionNode value, int position) {
            this.value = value;
            this.position = position;
        }

        @Override
        public Object executeReference(VirtualFrame frame) {
            Object reference = value.executeReference(frame);
            try {
                return References.asNonNull(reference);
            } catch (Trap trap) {
                throw trap.at(position);
            }
        }

        @Override
        public void emit(Emitter emitter) {
            value.emit(emitter);
            emitter.position(position);
            emitter.invokeStatic(References.class, "asNonNull", Object.class, Object.class);
        }
    }
}
