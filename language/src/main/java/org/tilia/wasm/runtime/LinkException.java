package org.tilia.wasm.runtime;

import com.oracle.truffle.api.exception.AbstractTruffleException;
import java.util.List;

/** A module cannot be linked with what was given for its imports; names every import that does not fit. */
@SuppressWarnings("serial")
public final class LinkException extends AbstractTruffleException {

    private final transient List<LinkProblem> problems;

    /** @param problems at least one */
    public LinkException(String module, List<LinkProblem> problems) {
        super(message(module, problems));
        this.problems = List.copyOf(problems);
    }

    /** What does not fit, in the order of the imports. */
    public List<LinkProblem> problems() {
        return problems;
    }

    private static String message(String module, List<LinkProblem> problems) {
        if (problems.size() == 1) {
            return problems.getFirst().toString();
        }
        StringBuilder text = new StringBuilder(problems.getFirst().kind().message());
        text.append(": module ").append(module).append(" has ").append(problems.size()).append(" imports that do not fit");
        problems.forEach(problem -> text.append("\n  ").append(problem));
        return text.toString();
    }
}
