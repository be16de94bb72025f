package org.tilia.wasm.nodes.call;

import com.oracle.truffle.api.CompilerDirectives;
import com.oracle.truffle.api.nodes.IndirectCallNode;
import com.oracle.truffle.api.nodes.Node;
import java.lang.constant.ClassDesc;
import org.tilia.wasm.emit.Emitter;
import org.tilia.wasm.emit.Signature;
import org.tilia.wasm.module.ValueKind;
import org.tilia.wasm.runtime.CompiledEntry;
import org.tilia.wasm.runtime.FunctionCode;
import org.tilia.wasm.runtime.GuestCode;
import org.tilia.wasm.runtime.Instance;
import org.tilia.wasm.runtime.WasmFunction;

/** The call of a function that is a value: an import, a table's element, a reference. */
final class FunctionCall extends Node {

    @Child private IndirectCallNode call = IndirectCallNode.create();

    private FunctionCall() {
    }

    static FunctionCall create() {
        return new FunctionCall();
    }

    /** Calls with arguments that have room for the hidden ones; the thread's state is in place. */
    Object execute(WasmFunction function, Object[] arguments) {
        arguments[0] = function.instance();
        FunctionCode code = function.code();
        if (code instanceof GuestCode guest) {
            if (CompilerDirectives.inInterpreter() && guest.compiled() != null) {
                return guest.compiled().enter(arguments);
            }
            return call.call(guest.callTarget(), arguments);
        }
        return code.invoke(arguments);
    }

    /** Emits: the function on the stack becomes its entry, its instance and the thread's state, ready for the arguments. */
    static void emitTarget(Emitter emitter, Signature signature) {
        int function = emitter.newLocal(ValueKind.REF);
        emitter.storeLocal(function, ValueKind.REF);
        emitter.loadLocal(function, ValueKind.REF);
        ClassDesc functionClass = Emitter.describe(WasmFunction.class);
        emitter.code().checkcast(functionClass);
        emitter.invokeVirtual(WasmFunction.class, "entry", CompiledEntry.class);
        emitter.code().checkcast(emitter.entryClass(signature));
        emitter.loadLocal(function, ValueKind.REF);
        emitter.code().checkcast(functionClass);
        emitter.invokeVirtual(WasmFunction.class, "instance", Instance.class);
        emitter.loadThread();
    }

    /** Emits the call itself. */
    static void emitCall(Emitter emitter, Signature signature) {
        emitter.code().invokevirtual(emitter.entryClass(signature), "call", signature.descriptor());
    }
}
