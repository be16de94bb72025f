package org.tilia.launcher;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.graalvm.polyglot.Value;

/** An evaluated module: what the command line needs to know of it. */
final class ModuleView {

    private final Value module;

    ModuleView(Value module) {
        this.module = module;
    }

    /** The exported functions in the module's order. */
    Map<String, Signature> functions() {
        Map<String, Signature> functions = new LinkedHashMap<>();
        Value exports = module.getMember("exports");
        for (long i = 0; i < exports.getArraySize(); i++) {
            Value export = exports.getArrayElement(i);
            if (export.getMember("kind").asString().equals("function")) {
                functions.put(export.getMember("name").asString(), Signature.parse(export.getMember("type").asString()));
            }
        }
        return functions;
    }

    Value newInstance(Object imports) {
        return module.invokeMember("newInstance", imports);
    }

    /** The module in the binary format, whatever it was read from. */
    byte[] binary() {
        Value bytes = module.getMember("bytes");
        byte[] result = new byte[Math.toIntExact(bytes.getBufferSize())];
        bytes.readBuffer(0, result, 0, result.length);
        return result;
    }

    /** The exported functions as lines of text, to tell a user what could be called. */
    String describeFunctions() {
        List<String> lines = new ArrayList<>();
        functions().forEach((name, signature) -> lines.add("  " + name + ": " + signature));
        return String.join("\n", lines);
    }
}
