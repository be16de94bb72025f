package org.tilia.wasm.script;

import java.util.List;
import java.util.stream.Collectors;
import org.tilia.wasm.module.Feature;
import org.tilia.wasm.module.ModuleException;

/** What came of an action or of making an instance. */
public sealed interface Outcome {

    /** It ended, with these results, boxed; for a new instance there are none. */
    record Returned(List<Object> results) implements Outcome {

        @Override
        public String toString() {
            return results.isEmpty() ? "no result" : results.stream().map(Patterns::describe).collect(Collectors.joining(", "));
        }
    }

    /** @param message the spec's, and perhaps more behind it */
    record Trapped(String message) implements Outcome {

        @Override
        public String toString() {
            return "trap: " + message;
        }
    }

    /** An exception of the guest left it. */
    record Threw(String message) implements Outcome {

        @Override
        public String toString() {
            return "exception: " + message;
        }
    }

    /** The imports do not fit. */
    record Unlinkable(String message) implements Outcome {

        @Override
        public String toString() {
            return "not linked: " + message;
        }
    }

    /** A module needs what there are no trees for. */
    record Waiting(Feature feature) implements Outcome {

        @Override
        public String toString() {
            return "waiting for " + feature.proposal();
        }
    }

    /** It is not a module, or not a valid one. */
    record Refused(ModuleException.Kind kind, String message) implements Outcome {

        @Override
        public String toString() {
            return kind + ": " + message;
        }
    }

    /** Whatever no script expects: a missing export, an error of the engine. */
    record Failed(String message) implements Outcome {

        /** An error of the engine. */
        public static Failed of(Throwable error) {
            StackTraceElement[] trace = error.getStackTrace();
            return new Failed("error of the engine: " + error + (trace.length == 0 ? "" : " at " + trace[0]));
        }

        @Override
        public String toString() {
            return message;
        }
    }
}
