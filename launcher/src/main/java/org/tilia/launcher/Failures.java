package org.tilia.launcher;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.PolyglotException.StackFrame;
import org.graalvm.polyglot.Value;

/** Turns whatever ended a command into its message and its exit code. */
final class Failures {

    /** How many frames of a guest's stack are shown from either end. */
    private static final int SHOWN_FRAMES = 20;
    /** The member of a trap that has the guest's stack; it can be read only while the context is open. */
    private static final String STACK = "stack";
    /** The member of an error of linking that lists the imports. */
    private static final String PROBLEMS = "problems";
    /** The member that says what a valid module needs and Tilia does not run. */
    private static final String MISSING_FEATURES = "missingFeatures";
    /** The member that says what kind of exception it is, and the kinds of those that say that a limit is reached. */
    private static final String KIND = "kind";
    private static final Set<String> LIMITS = Set.of("out of fuel", "allocation failed");
    /** What Truffle says of two languages with one id, before any of them runs. */
    private static final String TWO_ENGINES = "Duplicate language id wasm";
    /** What the language says of the option that {@code --listen} sets. */
    private static final String CANNOT_LISTEN = "wasm.WasiListen: ";

    private final Console console;
    private final boolean verbose;

    Failures(Console console, boolean verbose) {
        this.console = console;
        this.verbose = verbose;
    }

    /** Reports a failure and gives the exit code. */
    int report(Throwable failure) {
        return switch (failure) {
            case PolyglotException e -> report(e);
            case LauncherException e -> complain(e.exitCode(), e.getMessage(), e.remedy(), e);
            case StackOverflowError e -> complain(ExitCode.TRAP, "call stack exhausted", null, e);
            case OutOfMemoryError e -> complain(ExitCode.RESOURCES, "out of memory: " + e.getMessage(),
                            "TILIA_JAVA_OPTIONS=-Xmx… gives the Java heap more.", e);
            default -> internal(failure.toString(), failure);
        };
    }

    private int report(PolyglotException e) {
        if (e.isExit()) {
            return ExitCode.ofGuest(e.getExitStatus());
        }
        if (e.isSyntaxError()) {
            return complain(ExitCode.BAD_INPUT, e.getMessage(), null, e);
        }
        if (e.isResourceExhausted() && e.isCancelled()) {
            return complain(ExitCode.TIMED_OUT, e.getMessage(), null, e);
        }
        if (e.isResourceExhausted()) {
            boolean stack = "call stack exhausted".equals(e.getMessage()) || String.valueOf(e.getMessage()).contains("StackOverflow");
            return stack ? trap(e) : complain(ExitCode.RESOURCES, e.getMessage(), null, e);
        }
        if (e.isInternalError() || e.isHostException()) {
            return internal(e.getMessage(), e);
        }
        if (!texts(e, MISSING_FEATURES).isEmpty()) {
            return complain(ExitCode.BAD_INPUT, e.getMessage(), null, e);
        }
        if (LIMITS.contains(text(e, KIND))) {
            return complain(ExitCode.RESOURCES, e.getMessage(), guestStack(e), e);
        }
        if (String.valueOf(e.getMessage()).startsWith(CANNOT_LISTEN)) {
            return complain(ExitCode.USAGE, "--listen " + e.getMessage().substring(CANNOT_LISTEN.length()), null, e);
        }
        return isLinkError(e) ? complain(ExitCode.LINK, Remedies.onCommandLine(e.getMessage()), null, e) : trap(e);
    }

    private static boolean isLinkError(PolyglotException e) {
        return e.getGuestObject() != null && e.getGuestObject().hasMember(PROBLEMS);
    }

    private int trap(PolyglotException e) {
        return complain(ExitCode.TRAP, e.getMessage(), guestStack(e), e);
    }

    private int internal(String message, Throwable e) {
        if (message != null && message.contains(TWO_ENGINES)) {
            return complain(ExitCode.USAGE, "there are two engines for WebAssembly: " + message.substring(message.indexOf(TWO_ENGINES)),
                            "Take the other off the class path; GraalWasm is the artifact org.graalvm.wasm:wasm-language.", e);
        }
        return complain(ExitCode.INTERNAL, "internal error: " + message,
                        verbose ? null : "This is a fault of Tilia's; --verbose shows where it arose.", e);
    }

    private int complain(int exitCode, String message, String more, Throwable failure) {
        console.complain(LimitOptions.named(message), more);
        if (verbose) {
            failure.printStackTrace(console.errorWriter());
        }
        return exitCode;
    }

    /** The guest's functions with the offsets where they are, innermost first; null where none was running. */
    private static String guestStack(PolyglotException e) {
        List<String> frames = new ArrayList<>();
        texts(e, STACK).forEach(frame -> frames.add("at " + frame));
        if (frames.isEmpty()) {
            for (StackFrame frame : e.getPolyglotStackTrace()) {
                if (frame.isGuestFrame()) {
                    frames.add("at " + frame.getRootName());
                }
            }
        }
        if (frames.isEmpty()) {
            return null;
        }
        int hidden = frames.size() - 2 * SHOWN_FRAMES;
        if (hidden > 1) {
            List<String> middle = frames.subList(SHOWN_FRAMES, SHOWN_FRAMES + hidden);
            middle.clear();
            middle.add("… " + hidden + " more …");
        }
        return String.join("\n", frames);
    }

    /** A member of the guest's exception that is a text; empty where it has no such member. */
    private static String text(PolyglotException e, String member) {
        Value exception = e.getGuestObject();
        return exception != null && exception.hasMember(member) && exception.getMember(member).isString() ? exception.getMember(member).asString() : "";
    }

    /** A member of the guest's exception that is an array of texts; empty where it has no such member. */
    private static List<String> texts(PolyglotException e, String member) {
        Value exception = e.getGuestObject();
        List<String> texts = new ArrayList<>();
        if (exception != null && exception.hasMember(member)) {
            Value array = exception.getMember(member);
            for (long i = 0; i < array.getArraySize(); i++) {
                texts.add(array.getArrayElement(i).asString());
            }
        }
        return texts;
    }
}
