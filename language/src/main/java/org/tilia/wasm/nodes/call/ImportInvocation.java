package org.tilia.wasm.nodes.call;

import com.oracle.truffle.api.frame.VirtualFrame;
import org.tilia.wasm.emit.Emitter;
import org.tilia.wasm.emit.Signature;
import org.tilia.wasm.nodes.ExpressionNode;
import org.tilia.wasm.runtime.Instance;
import org.tilia.wasm.runtime.WasmFunction;

/** {@code call} of an imported function: the callee is the instance's. */
public final class ImportInvocation extends Invocation {

    private final int index;
    @Child private FunctionCall call = FunctionCall.create();

    public ImportInvocation(int index, Signature signature, ExpressionNode[] arguments, int offset) {
        super(signature, arguments, offset);
        this.index = index;
    }

    @Override
    public Object execute(VirtualFrame frame) {
        Object[] arguments = evaluateArguments(frame);
        return call.execute(instance(frame).importedFunction(index), arguments);
    }

    @Override
    public void emit(Emitter emitter) {
        emitter.loadInstance();
        emitter.code().loadConstant(index);
        emitter.invokeVirtual(Instance.class, "importedFunction", WasmFunction.class, int.class);
        FunctionCall.emitTarget(emitter, signature);
        emitArguments(emitter);
        emitter.position(offset());
        FunctionCall.emitCall(emitter, signature);
    }
}
