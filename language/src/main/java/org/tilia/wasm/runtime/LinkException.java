package org.tilia.wasm.runtime;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.tilia.wasm.data.ArrayObject;
import org.tilia.wasm.data.DescribedException;
import org.tilia.wasm.data.RecordObject;
import org.tilia.wasm.diagnosis.Advice;
import org.tilia.wasm.diagnosis.MissingImports;
import org.tilia.wasm.module.GuestText;
import org.tilia.wasm.module.Import;

/**
 * A module cannot be linked with what was given for its imports. The message names every import that does not fit, as far as
 * they are not too many, and where imports are missing the likely cause and the remedy, a line each.
 *
 * <p>Hosts read its members {@code kind}, the spec's message for the first of them, and {@code problems}: an array of objects
 * with the members {@code module}, {@code name}, {@code kind}, {@code expected} and, where something was given,
 * {@code found}.
 */
@SuppressWarnings("serial")
public final class LinkException extends DescribedException {

    private static final String PROBLEMS = "problems";

    /** How many imports the message names. */
    private static final int SHOWN = 100;

    private final transient List<LinkProblem> problems;
    private final transient Advice advice;

    /** @param advice may be null */
    private LinkException(WasmModule module, List<LinkProblem> problems, Advice advice) {
        super(message(module, problems) + (advice == null ? "" : "\n" + advice));
        this.problems = List.copyOf(problems);
        this.advice = advice;
    }

    /**
     * @param problems at least one
     * @param provided whether there is a module of this name for imports
     */
    LinkException(WasmModule module, List<LinkProblem> problems, Predicate<String> provided) {
        this(module, problems, explain(module, problems, provided));
    }

    /** Why imports are missing and what to do; null where none is missing. */
    public static Advice explain(WasmModule module, List<LinkProblem> problems, Predicate<String> provided) {
        List<Import> missing = problems.stream().filter(problem -> problem.kind() == LinkProblem.Kind.UNKNOWN_IMPORT).map(LinkProblem::request).toList();
        return missing.isEmpty() ? null : MissingImports.explain(module.definition(), missing, provided);
    }

    /** What does not fit, in the order of the imports. */
    public List<LinkProblem> problems() {
        return problems;
    }

    /** The likely cause of missing imports and the remedy; null where none is missing. */
    public Advice advice() {
        return advice;
    }

    private static String message(WasmModule module, List<LinkProblem> problems) {
        StringBuilder text = new StringBuilder(problems.getFirst().kind().message()).append(": ");
        if (problems.size() == 1) {
            return text.append(problems.getFirst()).toString();
        }
        text.append("module ").append(GuestText.quote(module.name())).append(" has ").append(problems.size()).append(" imports that do not fit");
        problems.stream().limit(SHOWN).forEach(problem -> text.append("\n  ").append(problem));
        if (problems.size() > SHOWN) {
            text.append("\n  … and ").append(problems.size() - SHOWN).append(" more");
        }
        return text.toString();
    }

    @Override
    protected List<String> members() {
        return List.of(KIND, PROBLEMS);
    }

    @Override
    protected Object member(String name) {
        return name.equals(KIND) ? problems.getFirst().kind().message()
                        : ArrayObject.of(problems.stream().map(LinkException::record).toList());
    }

    private static RecordObject record(LinkProblem problem) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("module", problem.request().module());
        members.put("name", problem.request().name());
        members.put(KIND, problem.kind().message());
        members.put("expected", problem.expected());
        if (problem.found() != null) {
            members.put("found", problem.found());
        }
        return new RecordObject(members);
    }
}
