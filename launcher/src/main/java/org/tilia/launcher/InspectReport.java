package org.tilia.launcher;

import static org.tilia.launcher.ModuleView.elements;
import static org.tilia.launcher.ModuleView.label;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.graalvm.polyglot.Value;

/**
 * What is told of a module, as text and as JSON.
 *
 * @param file as it was written
 * @param module what the language tells of it
 * @param command how it is run; null where it has nothing that could be called
 * @param size of the binary, in bytes
 */
record InspectReport(String file, Value module, String command, int size) {

    private static final List<String> LISTS = List.of("imports", "exports", "memories", "tables", "customSections");

    static InspectReport of(String file, ModuleView module) {
        return new InspectReport(file, module.inspect(), module.command(file), module.binary().length);
    }

    private boolean runs() {
        return command != null && cause() == null;
    }

    private String cause() {
        return textOrNull("cause");
    }

    private String textOrNull(String member) {
        Value text = module.getMember(member);
        return text == null ? null : Remedies.onCommandLine(text.asString());
    }

    /** A line for each thing, and one for each item of a list. */
    String text() {
        StringBuilder text = new StringBuilder(file).append(": a module of ").append(size).append(" bytes\n");
        row(text, "built by", list("producers", ModuleView::label));
        row(text, "built for", textOrNull("target"));
        List<String> missing = elements(module.getMember("missingFeatures")).map(Value::asString).toList();
        row(text, "needs", list("features", feature -> feature.asString() + (missing.contains(feature.asString()) ? " (does not run)" : "")));
        row(text, "runs", runs() ? "yes: " + command : "no");
        if (!runs()) {
            String reason = cause() == null ? "It exports no function that could be called." : cause() + "\n" + textOrNull("remedy");
            reason.lines().forEach(line -> text.append("             ").append(line).append('\n'));
        }
        list(text, "imports", InspectReport::importLine);
        list(text, "exports", export -> label(export) + ": " + member(export, "type"));
        list(text, "memories", InspectReport::itemLine);
        list(text, "tables", InspectReport::itemLine);
        list(text, "customSections", section -> label(section) + ": " + member(section, "size") + " bytes");
        return text.toString();
    }

    private static void row(StringBuilder text, String what, String value) {
        if (value != null && !value.isEmpty()) {
            text.append("  %-10s ".formatted(what)).append(value).append('\n');
        }
    }

    private String list(String member, Function<Value, String> item) {
        return elements(module.getMember(member)).map(item).collect(Collectors.joining(", "));
    }

    private void list(StringBuilder text, String member, Function<Value, String> line) {
        Value array = module.getMember(member);
        if (array.getArraySize() > 0) {
            text.append(member.equals("customSections") ? "custom sections" : member).append('\n');
            elements(array).forEach(item -> text.append("  ").append(line.apply(item)).append('\n'));
        }
    }

    private static String importLine(Value request) {
        return label(request) + ": " + member(request, "type") + (request.getMember("fits").asBoolean() ? "" : " (missing)");
    }

    private static String itemLine(Value item) {
        return member(item, "type") + (item.getMember("imported").asBoolean() ? " (imported)" : "");
    }

    private static String member(Value object, String name) {
        return object.getMember(name).toString();
    }

    /** The same as an object. */
    String json() {
        return Json.write(this::write);
    }

    private void write(JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("file", file);
        json.writeNumberField("size", size);
        json.writeBooleanField("runs", runs());
        json.writeStringField("command", runs() ? command : null);
        for (String member : List.of("cause", "remedy", "target")) {
            json.writeStringField(member, textOrNull(member));
        }
        for (String member : List.of("features", "missingFeatures", "producers")) {
            json.writeFieldName(member);
            write(json, module.getMember(member));
        }
        for (String member : LISTS) {
            json.writeFieldName(member);
            write(json, module.getMember(member));
        }
        json.writeEndObject();
    }

    /** A value of the language; labels are for people. */
    private static void write(JsonGenerator json, Value value) throws IOException {
        if (value.hasArrayElements()) {
            json.writeStartArray();
            for (long i = 0; i < value.getArraySize(); i++) {
                write(json, value.getArrayElement(i));
            }
            json.writeEndArray();
        } else if (value.hasMembers()) {
            json.writeStartObject();
            for (String member : value.getMemberKeys()) {
                if (!member.equals("label")) {
                    json.writeFieldName(member);
                    write(json, value.getMember(member));
                }
            }
            json.writeEndObject();
        } else if (value.isBoolean()) {
            json.writeBoolean(value.asBoolean());
        } else if (value.isNumber()) {
            json.writeNumber(value.asLong());
        } else {
            json.writeString(value.asString());
        }
    }
}
