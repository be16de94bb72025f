package org.tilia.wasm.nodes.call;

import com.oracle.truffle.api.CompilerDirectives;
import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.RootCallTarget;
import com.oracle.truffle.api.dsl.Cached;
import com.oracle.truffle.api.dsl.Specialization;
import com.oracle.truffle.api.nodes.DirectCallNode;
import com.oracle.truffle.api.nodes.IndirectCallNode;
import com.oracle.truffle.api.nodes.Node;
import java.lang.constant.ClassDesc;
import org.tilia.wasm.emit.Emitter;
import org.tilia.wasm.emit.Signature;
import org.tilia.wasm.module.ValueKind;
import org.tilia.wasm.runtime.CompiledEntry;
import org.tilia.wasm.runtime.CompilingRuntime;
import org.tilia.wasm.runtime.FunctionCode;
import org.tilia.wasm.runtime.GuestCode;
import org.tilia.wasm.runtime.Instance;
import org.tilia.wasm.runtime.WasmFunction;

/** The call of a function that is a value: an import, a table's element, a reference. */
abstract class FunctionCall extends Node {

    /** How many functions a call knows before it takes all alike. */
    protected static final int LIMIT = 4;

    static FunctionCall create() {
        return FunctionCallNodeGen.create();
    }

    /** Calls with arguments that have room for the hidden ones; the thread's state is in place. */
    final Object execute(WasmFunction function, Object[] arguments) {
        arguments[0] = function.instance();
        FunctionCode code = function.code();
        if (CompilerDirectives.inInterpreter() && (code instanceof GuestCode guest ? guest.compiled() != null : !CompilingRuntime.PRESENT)) {
            return code.invoke(arguments);
        }
        return executeCall(code, function.instance(), arguments);
    }

    protected abstract Object executeCall(FunctionCode code, Instance instance, Object[] arguments);

    @Specialization(guards = {"code == known", "call != null"}, limit = "LIMIT")
    static Object direct(FunctionCode code, Instance instance, Object[] arguments, @Cached("code") FunctionCode known,
                    @Cached("callNode(code, instance)") DirectCallNode call) {
        return call.call(arguments);
    }

    @Specialization(replaces = "direct")
    static Object indirect(FunctionCode code, Instance instance, Object[] arguments, @Cached IndirectCallNode call) {
        RootCallTarget target = code instanceof GuestCode guest ? guest.callTarget() : hostTarget(code, instance);
        return target != null ? call.call(target, arguments) : invoke(code, arguments);
    }

    @TruffleBoundary
    private static RootCallTarget hostTarget(FunctionCode code, Instance instance) {
        return code.target(instance);
    }

    @TruffleBoundary(transferToInterpreterOnException = false)
    private static Object invoke(FunctionCode code, Object[] arguments) {
        return code.invoke(arguments);
    }

    /** Null where the function can only be invoked. */
    static DirectCallNode callNode(FunctionCode code, Instance instance) {
        RootCallTarget target = code.target(instance);
        return target == null ? null : DirectCallNode.create(target);
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
