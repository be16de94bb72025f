package org.tilia.wasm.nodes.call;

import com.oracle.truffle.api.frame.VirtualFrame;
import org.tilia.wasm.emit.Emitter;
import org.tilia.wasm.emit.Signature;
import org.tilia.wasm.module.ValueKind;
import org.tilia.wasm.nodes.ExpressionNode;
import org.tilia.wasm.runtime.DefinedType;
import org.tilia.wasm.runtime.Instance;
import org.tilia.wasm.runtime.TableInstance;
import org.tilia.wasm.runtime.WasmFunction;
import org.tilia.wasm.trap.Trap;

/** {@code call_indirect} (spec 4.4.8): the callee is an element of a table, checked against the expected type. */
public final class IndirectInvocation extends Invocation {

    private final int table;
    private final int type;
    @Child private ExpressionNode element;
    @Child private FunctionCall call = FunctionCall.create();

    /**
     * @param type the expected type's index
     * @param element the index into the table, an i32 or, for a table with 64-bit addresses, an i64
     */
    public IndirectInvocation(int table, int type, Signature signature, ExpressionNode[] arguments, ExpressionNode element,
                    int offset) {
        super(signature, arguments, offset);
        this.table = table;
        this.type = type;
        this.element = element;
    }

    @Override
    public Object execute(VirtualFrame frame) {
        Object[] arguments = evaluateArguments(frame);
        long index = element.kind() == ValueKind.I64 ? element.executeI64(frame)
                        : Integer.toUnsignedLong(element.executeI32(frame));
        Instance instance = instance(frame);
        WasmFunction function;
        try {
            function = instance.tables[table].function(index, instance.types[type]);
        } catch (Trap trap) {
            throw trap.at(offset());
        }
        return call.execute(function, arguments);
    }

    @Override
    public void emit(Emitter emitter) {
        int[] locals = emitArgumentsToLocals(emitter);
        element.emit(emitter);
        if (element.kind() == ValueKind.I32) {
            emitter.code().i2l().loadConstant(0xFFFF_FFFFL).land();
        }
        int index = emitter.newLocal(ValueKind.I64);
        emitter.storeLocal(index, ValueKind.I64);
        emitter.position(offset());
        emitter.loadInstance();
        emitter.getField(Instance.class, "tables", TableInstance[].class);
        emitter.code().loadConstant(table).aaload();
        emitter.loadLocal(index, ValueKind.I64);
        emitter.loadInstance();
        emitter.getField(Instance.class, "types", DefinedType[].class);
        emitter.code().loadConstant(type).aaload();
        emitter.invokeVirtual(TableInstance.class, "function", WasmFunction.class, long.class, DefinedType.class);
        FunctionCall.emitTarget(emitter, signature);
        emitArgumentsFromLocals(emitter, locals);
        FunctionCall.emitCall(emitter, signature);
    }
}
