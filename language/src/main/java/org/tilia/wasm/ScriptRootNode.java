package org.tilia.wasm;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.frame.VirtualFrame;
import com.oracle.truffle.api.nodes.RootNode;
import java.util.LinkedHashMap;
import java.util.Map;
import org.tilia.wasm.data.ArrayObject;
import org.tilia.wasm.data.RecordObject;
import org.tilia.wasm.script.ScriptResult;
import org.tilia.wasm.text.Script;

/**
 * What a script of the test suite evaluates to: it is run, and the result has the members {@code passed} and {@code failed},
 * which are counts, {@code waiting}, the counts by the names of proposals, and {@code failures}, an array of texts.
 */
final class ScriptRootNode extends RootNode {

    private final String name;
    private final Script script;

    ScriptRootNode(WasmLanguage language, String name, Script script) {
        super(language);
        this.name = name;
        this.script = script;
    }

    @Override
    public Object execute(VirtualFrame frame) {
        return run(WasmContext.get(this));
    }

    @TruffleBoundary
    private Object run(WasmContext context) {
        ScriptResult result = context.scriptRunner().run(name, script);
        Map<String, Object> waiting = new LinkedHashMap<>();
        result.waiting().forEach((feature, count) -> waiting.put(feature.proposal(), count));
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("passed", result.passed());
        members.put("failed", result.failed());
        members.put("waiting", new RecordObject(waiting));
        members.put("failures", ArrayObject.of(result.failures()));
        return new RecordObject(members);
    }

    @Override
    public String getName() {
        return name;
    }
}
