package org.tilia.wasm.bytecode;

import java.lang.invoke.MethodHandle;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.tilia.wasm.module.FunctionType;
import org.tilia.wasm.runtime.CompiledEntry;
import org.tilia.wasm.runtime.EntryFactory;
import org.tilia.wasm.runtime.FunctionCode;
import org.tilia.wasm.runtime.FunctionCompiler;
import org.tilia.wasm.runtime.GuestFrame;
import org.tilia.wasm.runtime.GuestFrames;
import org.tilia.wasm.runtime.HostCode;
import org.tilia.wasm.runtime.TypedHostFunction;
import org.tilia.wasm.runtime.WasmModule;

/** The JVM tier of an engine. */
public final class JvmTier implements EntryFactory, GuestFrames {

    /** Numbers are unique in the process, so that a class name in a stack trace names one module. */
    private static final AtomicLong MODULE_NUMBERS = new AtomicLong();

    private final Thresholds thresholds;
    private final SignatureClasses signatures = new SignatureClasses();
    private final CompilerThread compilerThread = new CompilerThread();
    private final Map<Long, CompilerReference> compilers = new ConcurrentHashMap<>();
    private final ReferenceQueue<ModuleCompiler> unloaded = new ReferenceQueue<>();
    private final AtomicInteger compilations = new AtomicInteger();

    /**
     * When code is hot.
     *
     * @param calls how many calls of a function are interpreted
     * @param iterations how many iterations of a loop are interpreted
     */
    public record Thresholds(int calls, int iterations) {
    }

    public JvmTier(Thresholds thresholds) {
        this.thresholds = thresholds;
    }

    /** The compiler of a module. */
    public FunctionCompiler compiler(WasmModule module) {
        forgetUnloaded();
        long number = MODULE_NUMBERS.incrementAndGet();
        ModuleCompiler compiler = new ModuleCompiler(this, module, number);
        compilers.put(number, new CompilerReference(number, compiler, unloaded));
        return compiler;
    }

    private void forgetUnloaded() {
        for (Object reference = unloaded.poll(); reference != null; reference = unloaded.poll()) {
            compilers.remove(((CompilerReference) reference).number);
        }
    }

    /** A module's compiler, as long as the module is in use. */
    private static final class CompilerReference extends WeakReference<ModuleCompiler> {

        private final long number;

        CompilerReference(long number, ModuleCompiler compiler, ReferenceQueue<ModuleCompiler> queue) {
            super(compiler, queue);
            this.number = number;
        }
    }

    @Override
    public CompiledEntry stub(FunctionCode code) {
        return signatures.stub(code);
    }

    @Override
    public CompiledEntry direct(TypedHostFunction function, HostCode code) {
        return signatures.direct(function, code);
    }

    @Override
    public MethodHandle caller(FunctionType type) {
        return signatures.caller(type);
    }

    @Override
    public GuestFrame find(StackTraceElement element) {
        long number = Names.moduleNumber(element.getClassName());
        WeakReference<ModuleCompiler> reference = number < 0 ? null : compilers.get(number);
        ModuleCompiler compiler = reference == null ? null : reference.get();
        return compiler == null ? null : compiler.frame(element);
    }

    @Override
    public boolean isRegion(StackTraceElement element) {
        return Names.isRegion(element);
    }

    /** How many modules there are; those that were unloaded lately may be among them. */
    int modules() {
        return compilers.size();
    }

    /** How many functions and loops have been compiled so far. */
    int compilations() {
        return compilations.get();
    }

    void countCompilation() {
        compilations.incrementAndGet();
    }

    Thresholds thresholds() {
        return thresholds;
    }

    SignatureClasses signatures() {
        return signatures;
    }

    CompilerThread compilerThread() {
        return compilerThread;
    }
}
