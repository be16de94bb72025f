package org.tilia.launcher;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.graalvm.polyglot.Value;

/** An evaluated module: what the command line needs to know of it. */
final class ModuleView {

    /** How many functions are listed in a message. */
    private static final int SHOWN = 100;

    private final Value module;

    ModuleView(Value module) {
        this.module = module;
    }

    /** The exported functions in the module's order. */
    Map<String, Signature> functions() {
        Map<String, Signature> functions = new LinkedHashMap<>();
        exportedFunctions().forEach(export -> functions.put(export.getMember("name").asString(), signature(export)));
        return functions;
    }

    private Stream<Value> exportedFunctions() {
        return elements(module.getMember("exports")).filter(export -> export.getMember("kind").asString().equals("function"));
    }

    private static Signature signature(Value export) {
        return Signature.parse(export.getMember("type").asString());
    }

    /** A thing's name as it may be printed. */
    static String label(Value described) {
        return described.getMember("label").asString();
    }

    /** The elements of an array. */
    static Stream<Value> elements(Value array) {
        return LongStream.range(0, array.getArraySize()).mapToObj(array::getArrayElement);
    }

    Value newInstance(Object imports) {
        return module.invokeMember("newInstance", imports);
    }

    /** What the language tells of the module, with what is given for its imports. */
    Value inspect(Object... imports) {
        return module.invokeMember("inspect", imports);
    }

    /** Fails as {@link #newInstance} does where imports do not fit; otherwise does nothing. */
    void requireLinkable(Object imports) {
        if (inspect(imports).hasMember("cause")) {
            newInstance(imports);
        }
    }

    /** How the module is run, as a command line; null where it has nothing that could be called. */
    String command(String file) {
        Map<String, Signature> functions = functions();
        if (functions.containsKey(RunCommand.START)) {
            return "tilia run " + (functions.containsKey(RunCommand.INITIALIZE) ? "--start " : "") + file;
        }
        return exportedFunctions().filter(export -> !export.getMember("name").asString().equals(RunCommand.INITIALIZE)).findFirst()
                        .map(export -> "tilia run --invoke " + label(export) + " " + file + (signature(export).parameters().isEmpty() ? "" : " …"))
                        .orElse(null);
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
        List<Value> functions = exportedFunctions().toList();
        String lines = functions.stream().limit(SHOWN).map(export -> "  " + label(export) + ": " + signature(export)).collect(Collectors.joining("\n"));
        return functions.size() > SHOWN ? lines + "\n  … and " + (functions.size() - SHOWN) + " more" : lines;
    }
}
