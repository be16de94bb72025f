package org.tilia.wasm;

import com.oracle.truffle.api.CallTarget;
import com.oracle.truffle.api.ContextThreadLocal;
import com.oracle.truffle.api.TruffleLanguage;
import com.oracle.truffle.api.TruffleLanguage.ContextPolicy;
import com.oracle.truffle.api.TruffleOptions;
import com.oracle.truffle.api.TruffleSafepoint;
import com.oracle.truffle.api.source.Source;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Function;
import org.graalvm.options.OptionDescriptors;
import org.graalvm.options.OptionValues;
import org.graalvm.polyglot.SandboxPolicy;
import org.tilia.wasm.bytecode.JvmTier;
import org.tilia.wasm.bytecode.PollRequest;
import org.tilia.wasm.diagnosis.FileKind;
import org.tilia.wasm.module.Feature;
import org.tilia.wasm.module.LoadPoll;
import org.tilia.wasm.module.Module;
import org.tilia.wasm.module.ModuleException;
import org.tilia.wasm.module.ModuleLimits;
import org.tilia.wasm.runtime.FunctionCompiler;
import org.tilia.wasm.runtime.GuestFrames;
import org.tilia.wasm.runtime.MemoryKind;
import org.tilia.wasm.runtime.ModuleText;
import org.tilia.wasm.runtime.ThreadState;
import org.tilia.wasm.runtime.ThreadStates;
import org.tilia.wasm.runtime.TypeRegistry;
import org.tilia.wasm.runtime.WasiOptions;
import org.tilia.wasm.runtime.WasmEngine;
import org.tilia.wasm.runtime.WasmModule;
import org.tilia.wasm.text.AssembledModule;
import org.tilia.wasm.text.WastParser;
import org.tilia.wasm.text.WatParser;
import org.tilia.wasm.tree.WasmTreeBuilder;

/**
 * WebAssembly as a Truffle language; the tour of the code.
 *
 * <ol>
 * <li>A source, bytes or text, is decoded and validated as a whole ({@link ModuleLoader}), and evaluates to a module
 * ({@link org.tilia.wasm.interop.ModuleObject}); nothing runs.
 * <li>Instantiation links it ({@link org.tilia.wasm.runtime.Linker}) and makes an
 * {@link org.tilia.wasm.runtime.Instance}.
 * <li>A function's tree is built when it is first called ({@link WasmTreeBuilder}, {@code nodes}).
 * <li>A hot function's tree emits itself as bytecode for the JVM ({@link JvmTier}), or is compiled by Graal.
 * </ol>
 *
 * <p>An object of this class belongs to an engine and is shared by its contexts.
 */
@TruffleLanguage.Registration(id = WasmLanguage.ID, name = "WebAssembly", implementationName = "Tilia", //
                defaultMimeType = WasmLanguage.BINARY_MIME_TYPE, byteMimeTypes = WasmLanguage.BINARY_MIME_TYPE, //
                characterMimeTypes = {WasmLanguage.TEXT_MIME_TYPE, WasmLanguage.SCRIPT_MIME_TYPE}, contextPolicy = ContextPolicy.SHARED, //
                fileTypeDetectors = WasmFileDetector.class, sandbox = SandboxPolicy.CONSTRAINED, website = "https://webassembly.org/")
public final class WasmLanguage extends TruffleLanguage<WasmContext> implements ThreadStates {

    public static final String ID = "wasm";
    /** The type of modules in the binary format. */
    public static final String BINARY_MIME_TYPE = "application/wasm";
    /** The type of modules in the text format. */
    public static final String TEXT_MIME_TYPE = "application/wasm-text";

    /** The type of scripts of the spec's test suite, which evaluate to what came of them. */
    public static final String SCRIPT_MIME_TYPE = "application/wasm-script";

    /** A source of text that evaluates to the language's bindings. */
    private static final String BINDINGS = "WebAssembly";

    private final ContextThreadLocal<ThreadState> threadState = locals.createContextThreadLocal((context, _) -> newThreadState(context));
    private final SourceLoads loads = new SourceLoads();
    private volatile WasmEngine engine;
    private JvmTier jvmTier;
    /** With the options that switch them off. */
    private Map<Feature, String> refusedFeatures = Map.of();

    @Override
    public ThreadState currentThread() {
        return threadState.get();
    }

    private ThreadState newThreadState(WasmContext context) {
        return new ThreadState(jvmTier == null ? null : new PollRequest(), context.store().limits().callDepth(), context.store().fuel());
    }

    @Override
    protected WasmContext createContext(Env env) {
        return new WasmContext(env, engine(env), threadState::get);
    }

    /** The first context decides; contexts with other options get a language of their own. */
    private synchronized WasmEngine engine(Env env) {
        if (engine == null) {
            OptionValues options = env.getOptions();
            refusedFeatures = FeatureOptions.refused(options);
            if (usesJvmTier(options.get(WasmOptions.Compiler))) {
                jvmTier = new JvmTier(new JvmTier.Thresholds(options.get(WasmOptions.CompileThreshold), options.get(WasmOptions.LoopThreshold)));
            }
            MemoryKind memoryKind = options.get(WasmOptions.UseUnsafeMemory) ? MemoryKind.NATIVE : MemoryKind.BYTE_ARRAY;
            Function<WasmModule, FunctionCompiler> compilers = jvmTier == null ? _ -> null : jvmTier::compiler;
            GuestFrames frames = jvmTier == null ? GuestFrames.NONE : jvmTier;
            WasmTreeBuilder trees = new WasmTreeBuilder(this, usesTruffle(options.get(WasmOptions.Compiler)), WasmOptions.counting(options));
            engine = new WasmEngine(this, new TypeRegistry(), memoryKind, trees, compilers, jvmTier, frames);
        }
        return engine;
    }

    private static boolean usesTruffle(WasmOptions.CompilerKind compiler) {
        return compiler == WasmOptions.CompilerKind.AUTO || compiler == WasmOptions.CompilerKind.TRUFFLE;
    }

    /** A native image cannot make classes at run time. */
    private static boolean usesJvmTier(WasmOptions.CompilerKind compiler) {
        return !TruffleOptions.AOT && (compiler == WasmOptions.CompilerKind.AUTO || compiler == WasmOptions.CompilerKind.JVM);
    }

    @Override
    protected boolean areOptionsCompatible(OptionValues firstOptions, OptionValues newOptions) {
        return WasmOptions.shareCode(firstOptions, newOptions);
    }

    @Override
    protected OptionDescriptors getOptionDescriptors() {
        return OptionGroups.of(WasmOptions.descriptors(), WasiOptions.descriptors());
    }

    @Override
    protected CallTarget parse(ParsingRequest request) {
        Source source = request.getSource();
        try {
            if (SCRIPT_MIME_TYPE.equals(source.getMimeType())) {
                return new ScriptRootNode(this, source.getName(), WastParser.parse(utf8(source), untilContextEnds())).getCallTarget();
            }
            if (isBindingsText(source)) {
                return new BindingsRootNode(this).getCallTarget();
            }
            return loads.load(source, () -> new ModuleRootNode(this, loadModule(source), source.getName()).getCallTarget());
        } catch (ModuleException e) {
            throw ModuleParseException.of(e, source);
        }
    }

    private WasmModule loadModule(Source source) {
        LoadPoll poll = untilContextEnds();
        AssembledModule assembled = assemble(source, poll);
        try {
            Module module = ModuleLoader.load(assembled.bytes(), ModuleLimits.DEFAULT, poll);
            checkFeatures(module);
            ModuleText text = assembled.map() == null ? null : ModuleText.of(characters(source), assembled.map());
            return new WasmModule(module, source.getName(), text, engine);
        } catch (ModuleException e) {
            throw assembled.map() == null ? e : e.in(assembled.map());
        }
    }

    /** Other languages reach the bindings by evaluating this name, which is no module's text. */
    private static boolean isBindingsText(Source source) {
        return source.hasCharacters() && source.getCharacters().toString().strip().equals(BINDINGS);
    }

    private void checkFeatures(Module module) {
        module.features().stream().filter(refusedFeatures::containsKey).sorted().findFirst().ifPresent(feature -> {
            throw ModuleException.invalid("the module needs " + feature.proposal() + ", which " + refusedFeatures.get(feature)
                            + "=false refuses", -1);
        });
    }

    private static AssembledModule assemble(Source source, LoadPoll poll) {
        if (!source.hasBytes()) {
            return WatParser.parse(utf8(source), poll);
        }
        byte[] bytes = source.getBytes().toByteArray();
        return FileKind.of(bytes) == FileKind.TEXT ? WatParser.parse(bytes, poll) : new AssembledModule(bytes, null);
    }

    private static byte[] utf8(Source source) {
        return source.getCharacters().toString().getBytes(StandardCharsets.UTF_8);
    }

    /** Whatever Truffle has for a thread that loads, such as the end of its context, comes to it as to one that runs code. */
    static LoadPoll untilContextEnds() {
        return new LoadPoll(() -> TruffleSafepoint.poll(null));
    }

    /** A source of bytes that are a text as the text. */
    private static Source characters(Source source) {
        if (source.hasCharacters()) {
            return source;
        }
        String text = new String(source.getBytes().toByteArray(), StandardCharsets.UTF_8);
        return Source.newBuilder(ID, text, source.getName()).mimeType(TEXT_MIME_TYPE).build();
    }

    @Override
    protected Object getScope(WasmContext context) {
        return context.scope();
    }

    @Override
    protected boolean isThreadAccessAllowed(Thread thread, boolean singleThreaded) {
        return true;
    }

    @Override
    protected void finalizeContext(WasmContext context) {
        context.close();
    }
}
