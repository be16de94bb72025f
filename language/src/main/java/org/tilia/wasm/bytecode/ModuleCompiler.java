package org.tilia.wasm.bytecode;

import com.oracle.truffle.api.TruffleLogger;
import com.oracle.truffle.api.nodes.Node;
import java.lang.constant.ClassDesc;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Level;
import org.tilia.wasm.emit.Signature;
import org.tilia.wasm.nodes.FunctionRootNode;
import org.tilia.wasm.nodes.StatementNode;
import org.tilia.wasm.runtime.CompiledEntry;
import org.tilia.wasm.runtime.CompiledRegion;
import org.tilia.wasm.runtime.FunctionCompiler;
import org.tilia.wasm.runtime.GuestCode;
import org.tilia.wasm.runtime.GuestFrame;
import org.tilia.wasm.runtime.WasmModule;

/** Compiles the functions of one module. */
final class ModuleCompiler implements FunctionCompiler {

    private final JvmTier tier;
    private final WasmModule module;
    private final String prefix;
    private final ModuleClassLoader loader;
    /** What the line numbers of each class mean. */
    private final Map<String, LineTable> lines = new ConcurrentHashMap<>();
    private final AtomicInteger regions = new AtomicInteger();

    ModuleCompiler(JvmTier tier, WasmModule module, long number) {
        this.tier = tier;
        this.module = module;
        this.prefix = Names.module(number);
        this.loader = new ModuleClassLoader(this, prefix);
    }

    @Override
    public int callThreshold() {
        return tier.thresholds().calls();
    }

    @Override
    public int loopThreshold() {
        return tier.thresholds().iterations();
    }

    @Override
    public CompiledEntry compile(GuestCode code) {
        try {
            Class<?> type = loader.loadClass(Names.binaryName(functionClass(code.index())));
            return (CompiledEntry) type.getConstructor().newInstance();
        } catch (ReflectiveOperationException | LinkageError e) {
            warn("function", code, e);
            code.leaveToTree();
            return tier.stub(code);
        }
    }

    @Override
    public CompiledRegion compileRegion(GuestCode code, Node statement) {
        String name = prefix + Names.REGION + code.index() + "_" + regions.incrementAndGet();
        FunctionRootNode root = (FunctionRootNode) code.callTarget().getRootNode();
        FunctionClass generator = new FunctionClass(this, ClassDesc.of(name), root, size(code), (StatementNode) statement);
        try {
            byte[] bytes = tier.compilerThread().run(generator::generate);
            tier.countCompilation();
            lines.put(name, generator.lines().trim());
            return (CompiledRegion) loader.define(name, bytes).getConstructor(CompiledRegion.Slots.class)
                            .newInstance(generator.slotsOfRegion());
        } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
            warn("a loop of function", code, e);
            return null;
        }
    }

    /** In bytes of WebAssembly. */
    private static int size(GuestCode code) {
        return code.body().end() - code.body().start();
    }

    private void warn(String what, GuestCode code, Throwable cause) {
        TruffleLogger.getLogger("wasm", "compiler").log(Level.WARNING, cause,
                        () -> what + " " + code.name() + " of " + module.name() + " stays interpreted: it could not be compiled");
    }

    /** The bytes of a function's class; asked for by the loader when the JVM links a call. */
    byte[] generateFunction(String className) {
        tier.countCompilation();
        return tier.compilerThread().run(() -> generate(className, functionIndex(className)));
    }

    private byte[] generate(String className, int index) {
        GuestCode code = module.code(index);
        FunctionRootNode root = (FunctionRootNode) code.callTarget().getRootNode();
        ClassDesc self = ClassDesc.of(className);
        if (!code.isLeftToTree()) {
            try {
                FunctionClass generator = new FunctionClass(this, self, root, size(code), null);
                byte[] bytes = generator.generate();
                lines.put(className, generator.lines().trim());
                return bytes;
            } catch (RuntimeException | StackOverflowError e) {
                warn("function", code, e);
                code.leaveToTree();
            }
        }
        return new InterpretedClass(this, self, root.body().signature(), index).generate();
    }

    private int functionIndex(String className) {
        return Integer.parseInt(className, prefix.length() + 1, className.length(), 10);
    }

    /** The class of a function. */
    ClassDesc functionClass(int index) {
        return ClassDesc.of(prefix + "F" + index);
    }

    /** The class of entries with a signature, from now on known to the loader. */
    ClassDesc entryClass(Signature signature) {
        loader.keep(tier.signatures().entryClass(signature));
        return Names.signature(signature);
    }

    /** The guest frame that a frame of generated code stands for, or null for one that only leads to such a frame. */
    GuestFrame frame(StackTraceElement element) {
        String simpleName = element.getClassName().substring(prefix.length());
        LineTable table = lines.get(element.getClassName());
        if (table == null || element.getLineNumber() <= 0) {
            return null;
        }
        int end = simpleName.indexOf('_');
        int index = Integer.parseInt(simpleName, 1, end < 0 ? simpleName.length() : end, 10);
        return new GuestFrame(module.code(index), table.offset(element.getLineNumber()));
    }
}
