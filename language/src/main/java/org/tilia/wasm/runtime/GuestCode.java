package org.tilia.wasm.runtime;

import com.oracle.truffle.api.CompilerDirectives.CompilationFinal;
import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.RootCallTarget;
import com.oracle.truffle.api.source.SourceSection;
import java.lang.invoke.VarHandle;
import org.tilia.wasm.module.FunctionBody;

/**
 * The code of a function that a module defines. It starts as a range of bytes, becomes a tree when it is first called,
 * and a class of the JVM when it is hot.
 */
public final class GuestCode extends FunctionCode {

    /** In bytes of WebAssembly. */
    private static final int LARGE = 4000;

    private final WasmModule module;
    /** Null where there is no JVM tier. */
    private final FunctionCompiler compiler;
    private final int index;
    @CompilationFinal private RootCallTarget callTarget;
    private int calls;
    /** Plain: see {@link FunctionCode#entry()}. */
    private CompiledEntry compiled;
    private volatile boolean leftToTree;

    GuestCode(WasmModule module, int index) {
        super(module.definition().functionType(index));
        this.module = module;
        this.compiler = module.compiler();
        this.index = index;
    }

    /** The module that defines the function. */
    public WasmModule module() {
        return module;
    }

    /** The function's index, imports first. */
    public int index() {
        return index;
    }

    /** Its definition in the module's text; unavailable where it has none. */
    public SourceSection section() {
        return module.text().function(index - module.definition().importedFunctions());
    }

    /** Where its bytes are. */
    public FunctionBody body() {
        return module.definition().body(index);
    }

    /** Whether the JVM tier may have to cut it. */
    public boolean isLarge() {
        return body().end() - body().start() > LARGE;
    }

    @Override
    public String name() {
        return module.functionName(index);
    }

    /** The tree; built when first asked for. */
    public RootCallTarget callTarget() {
        RootCallTarget present = callTarget;
        if (present == null) {
            present = buildTree();
        }
        return present;
    }

    /** No deoptimisation: an indirect call would do it again for each function that it meets first. */
    @TruffleBoundary
    private synchronized RootCallTarget buildTree() {
        if (callTarget == null) {
            RootCallTarget built = module.trees().build(this).getCallTarget();
            // Who finds the target without the lock finds the whole tree.
            VarHandle.releaseFence();
            callTarget = built;
        }
        return callTarget;
    }

    @Override
    public RootCallTarget target(Instance importer) {
        return callTarget();
    }

    /** The compiled function, or null while it is not hot. */
    public CompiledEntry compiled() {
        return compiled;
    }

    /**
     * Counts a call that the tree is about to run.
     *
     * @return the compiled function if this call made it hot or it already is compiled, otherwise null
     */
    public CompiledEntry countCall() {
        if (compiler == null || leftToTree) {
            return null;
        }
        if (compiled == null && calls++ >= compiler.callThreshold()) {
            compile();
        }
        return compiled;
    }

    /**
     * Says that others found the function hot: where there is a JVM tier for it, the next call that the tree is about to run compiles it.
     *
     * @return whether that can be
     */
    public boolean expectCompilation() {
        if (compiler == null || leftToTree) {
            return false;
        }
        calls = compiler.callThreshold();
        return true;
    }

    /** Compiles the function unless it is compiled already. Takes no lock: compiling may itself wait for a tree. */
    public CompiledEntry compile() {
        if (compiled == null) {
            CompiledEntry made = module.compiler().compile(this);
            made.setEndsSoon(!body().mayRunLong());
            setEntry(made);
            compiled = leftToTree ? null : made;
            return made;
        }
        return compiled;
    }

    /** Says that the JVM tier does not take the function: its entry leads to the tree. */
    public void leaveToTree() {
        leftToTree = true;
    }

    /** Whether the JVM tier does not take the function, neither as a whole nor in parts. */
    public boolean isLeftToTree() {
        return leftToTree;
    }

    @Override
    public Object invoke(Object[] arguments) {
        CompiledEntry fast = compiled != null ? compiled : countCall();
        return fast != null ? fast.enter(arguments) : callTarget().call(arguments);
    }

    /** Compiled callers call compiled code: reaching a function from there is what makes it hot. */
    @Override
    protected CompiledEntry createEntry() {
        return compile();
    }
}
