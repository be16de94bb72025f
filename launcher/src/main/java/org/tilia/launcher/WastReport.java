package org.tilia.launcher;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The outcomes of scripts as texts. */
final class WastReport {

    private WastReport() {
    }

    /** A line for each script with its failures, and the sums. */
    static String table(List<WastOutcome> outcomes) {
        int width = outcomes.stream().mapToInt(outcome -> outcome.file().length()).reduce("total".length(), Math::max);
        String row = "%-" + width + "s %8s %8s %8s\n";
        StringBuilder table = new StringBuilder(row.formatted("", "passed", "failed", "waiting"));
        for (WastOutcome outcome : outcomes) {
            table.append(row.formatted(outcome.file(), outcome.passed(), outcome.failed(), outcome.allWaiting()));
            outcome.failures().forEach(failure -> table.append("  ").append(failure).append('\n'));
        }
        WastOutcome total = WastOutcome.sum("total", outcomes);
        if (outcomes.size() > 1) {
            table.append(row.formatted(total.file(), total.passed(), total.failed(), total.allWaiting()));
        }
        total.waiting().forEach((proposal, count) -> table.append("waiting for ").append(proposal).append(": ").append(count).append('\n'));
        return table.toString();
    }

    /**
     * Tables in Markdown: a row for each folder and form, then a row for each proposal that assertions wait for, then what
     * failed.
     *
     * @param forms the outcomes of all scripts by the name of the form in which code was run
     */
    static String summary(Map<String, List<WastOutcome>> forms) {
        StringBuilder text = new StringBuilder("| folder | scripts | form | passed | failed | waiting |\n|---|--:|---|--:|--:|--:|\n");
        Map<String, Map<String, List<WastOutcome>>> folders = new LinkedHashMap<>();
        forms.forEach((form, outcomes) -> outcomes.forEach(outcome -> folders.computeIfAbsent(outcome.folder(), _ -> new LinkedHashMap<>())
                        .computeIfAbsent(form, _ -> new ArrayList<>()).add(outcome)));
        folders.forEach((folder, byForm) -> byForm.forEach((form, outcomes) -> text.append(row(form, outcomes.size(), WastOutcome.sum(folder, outcomes)))));
        if (folders.size() > 1) {
            forms.forEach((form, outcomes) -> text.append(row(form, outcomes.size(), WastOutcome.sum("all", outcomes))));
        }
        return text.append(waiting(forms)).append(failures(forms)).toString();
    }

    private static String row(String form, int scripts, WastOutcome sum) {
        return "| %s | %d | %s | %d | %d | %d |\n".formatted(sum.file(), scripts, form, sum.passed(), sum.failed(), sum.allWaiting());
    }

    private static String waiting(Map<String, List<WastOutcome>> forms) {
        Map<String, Map<String, Integer>> counts = new TreeMap<>();
        forms.forEach((form, outcomes) -> WastOutcome.sum(form, outcomes).waiting()
                        .forEach((proposal, count) -> counts.computeIfAbsent(proposal, _ -> new LinkedHashMap<>()).put(form, count)));
        if (counts.isEmpty()) {
            return "";
        }
        StringBuilder text = new StringBuilder("\n| waiting for | " + String.join(" | ", forms.keySet()) + " |\n|---" + "|--:".repeat(forms.size()) + "|\n");
        counts.forEach((proposal, byForm) -> text.append("| ").append(proposal).append(" | ")
                        .append(forms.keySet().stream().map(form -> byForm.getOrDefault(form, 0).toString()).collect(Collectors.joining(" | "))).append(" |\n"));
        return text.toString();
    }

    private static String failures(Map<String, List<WastOutcome>> forms) {
        Map<String, List<String>> formsOfFailure = new LinkedHashMap<>();
        forms.forEach((form, outcomes) -> WastOutcome.sum(form, outcomes).failures()
                        .forEach(failure -> formsOfFailure.computeIfAbsent(failure, _ -> new ArrayList<>()).add(form)));
        return formsOfFailure.isEmpty() ? "" : formsOfFailure.entrySet().stream()
                        .map(entry -> "- " + entry.getKey() + (entry.getValue().size() == forms.size() ? "" : " (" + String.join(", ", entry.getValue()) + ")"))
                        .collect(Collectors.joining("\n", "\nFailed:\n\n", "\n"));
    }

    static String json(List<WastOutcome> outcomes) {
        return Json.write(json -> {
            json.writeStartArray();
            for (WastOutcome outcome : outcomes) {
                write(json, outcome);
            }
            json.writeEndArray();
        });
    }

    private static void write(JsonGenerator json, WastOutcome outcome) throws IOException {
        json.writeStartObject();
        json.writeStringField("file", outcome.file());
        json.writeNumberField("passed", outcome.passed());
        json.writeNumberField("failed", outcome.failed());
        json.writeObjectFieldStart("waiting");
        for (Map.Entry<String, Integer> waiting : outcome.waiting().entrySet()) {
            json.writeNumberField(waiting.getKey(), waiting.getValue());
        }
        json.writeEndObject();
        json.writeArrayFieldStart("failures");
        for (String failure : outcome.failures()) {
            json.writeString(failure);
        }
        json.writeEndArray();
        json.writeEndObject();
    }
}
