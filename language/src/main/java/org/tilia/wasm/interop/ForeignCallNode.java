package org.tilia.wasm.interop;

import com.oracle.truffle.api.interop.ArityException;
import com.oracle.truffle.api.interop.InteropLibrary;
import com.oracle.truffle.api.interop.UnsupportedMessageException;
import com.oracle.truffle.api.interop.UnsupportedTypeException;
import com.oracle.truffle.api.nodes.ExplodeLoop;
import org.tilia.wasm.runtime.HostCallNode;
import org.tilia.wasm.runtime.Instance;

/** Calls one executable of another language, so that it can be inlined into the guest. */
final class ForeignCallNode extends HostCallNode {

    private final ForeignFunction function;
    private final Object executable;
    @Child private InteropLibrary interop;

    ForeignCallNode(ForeignFunction function, Object executable) {
        this.function = function;
        this.executable = executable;
        this.interop = InteropLibrary.getFactory().create(executable);
    }

    @Override
    @ExplodeLoop
    public Object execute(Instance importer, Object[] arguments) {
        Object[] foreign = new Object[arguments.length];
        for (int i = 0; i < foreign.length; i++) {
            foreign[i] = function.toForeign(i, arguments[i], importer);
        }
        Object result;
        try {
            result = interop.execute(executable, foreign);
        } catch (ArityException | UnsupportedTypeException | UnsupportedMessageException e) {
            throw function.notCallable(e);
        }
        return function.convert(result);
    }
}
