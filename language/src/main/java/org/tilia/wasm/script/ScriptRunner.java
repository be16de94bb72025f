package org.tilia.wasm.script;

import com.oracle.truffle.api.TruffleSafepoint;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.tilia.wasm.module.Feature;
import org.tilia.wasm.module.ModuleException;
import org.tilia.wasm.text.Action;
import org.tilia.wasm.text.Command;
import org.tilia.wasm.text.ModuleSource;
import org.tilia.wasm.text.Script;

/**
 * Runs scripts.
 *
 * <p>An assertion holds, fails, or waits: it waits where it is about an instance of a module that needs a feature that
 * there are no trees for, or that imports from such an instance. That a module is refused is asserted of all
 * features alike. Where a command that asserts nothing goes wrong, that is a failure, too. Messages are compared as the
 * spec's own interpreter does: the expected one must be the beginning of the one that comes.
 */
public final class ScriptRunner {

    private final ScriptTarget<?, ?> target;
    private final Function<Runnable, Thread> threads;

    /**
     * @param target what scripts are run on, by threads that are in a context
     * @param threads makes threads, not started, that may use the target
     */
    public ScriptRunner(ScriptTarget<?, ?> target, Function<Runnable, Thread> threads) {
        this.target = target;
        this.threads = threads;
    }

    /**
     * Runs a script with instances of its own.
     *
     * @param name of the script, for messages
     */
    public ScriptResult run(String name, Script script) {
        return new Run(name, new ScriptInstances<>(target)).all(script.commands()).result();
    }

    /** The commands of a script, or of a thread in it. */
    private final class Run {

        private final String name;
        private final ScriptInstances<?, ?> instances;
        private final Tally tally;
        private final Map<String, Running> running = new HashMap<>();

        Run(String name, ScriptInstances<?, ?> instances) {
            this.name = name;
            this.instances = instances;
            this.tally = new Tally(name);
        }

        Tally all(List<Command> commands) {
            commands.forEach(this::perform);
            running.values().forEach(this::join);
            return tally;
        }

        private void perform(Command command) {
            int line = command.line();
            switch (command) {
                case Command.Module(_, String name, ModuleSource source) -> expectDone(line, instances.addModule(name, source));
                case Command.Definition(_, String name, ModuleSource source) -> expectDone(line, instances.addDefinition(name, source));
                case Command.Instance(_, String name, String definition) -> expectDone(line, instances.addInstance(name, definition));
                case Command.Register(_, String module, String instance) -> expectDone(line, instances.register(module, instance));
                case Command.Perform(_, Action action) -> expectDone(line, instances.perform(action));
                case Command.AssertReturn assertion -> assertReturn(assertion);
                case Command.AssertTrap(_, Action action, String message) -> assertTrap(line, instances.perform(action), message);
                case Command.AssertModuleTrap(_, ModuleSource source, String message) -> assertTrap(line, instances.tryInstance(source), message);
                case Command.AssertExhaustion(_, Action action, String message) -> assertTrap(line, instances.perform(action), message);
                case Command.AssertException(_, Action action) -> assertException(line, instances.perform(action));
                case Command.AssertSuspension(_, Action action, String message) -> fail(line, "a suspension: " + message, instances.perform(action));
                case Command.AssertMalformed(_, ModuleSource source, String message, _) ->
                    assertRefused(line, source, ModuleException.Kind.MALFORMED, message);
                case Command.AssertInvalid(_, ModuleSource source, String message, _) ->
                    assertRefused(line, source, ModuleException.Kind.INVALID, message);
                case Command.AssertUnlinkable(_, ModuleSource source, String message) -> {
                    Outcome outcome = instances.tryInstance(source);
                    check(line, outcome instanceof Outcome.Unlinkable(String found) && found.startsWith(message), "not linked: " + message, outcome);
                }
                case Command.Thread thread -> start(thread);
                case Command.Wait(_, String thread) -> await(line, thread);
            }
        }

        private void expectDone(int line, Outcome outcome) {
            if (!(outcome instanceof Outcome.Returned || outcome instanceof Outcome.Waiting)) {
                tally.fail(line, outcome.toString());
            }
        }

        private void assertReturn(Command.AssertReturn assertion) {
            Outcome outcome = instances.perform(assertion.action());
            boolean holds = outcome instanceof Outcome.Returned(List<Object> results) && Patterns.matches(assertion.results(), results);
            check(assertion.line(), holds, Patterns.describe(assertion.results()), outcome);
        }

        private void assertTrap(int line, Outcome outcome, String message) {
            check(line, outcome instanceof Outcome.Trapped(String found) && found.startsWith(message), "trap: " + message, outcome);
        }

        private void assertException(int line, Outcome outcome) {
            check(line, outcome instanceof Outcome.Threw, "an exception", outcome);
        }

        private void assertRefused(int line, ModuleSource source, ModuleException.Kind kind, String message) {
            Outcome outcome = instances.tryDefinition(source);
            boolean holds = outcome instanceof Outcome.Refused refused && refused.kind() == kind && refused.message().startsWith(message);
            check(line, holds, kind + ": " + message, outcome);
        }

        private void check(int line, boolean holds, String expected, Outcome outcome) {
            if (outcome instanceof Outcome.Waiting(Feature feature)) {
                tally.await(feature);
            } else if (holds) {
                tally.pass();
            } else {
                fail(line, expected, outcome);
            }
        }

        private void fail(int line, String expected, Outcome outcome) {
            tally.fail(line, "expected " + expected + "; came " + outcome);
        }

        private void start(Command.Thread command) {
            Run run = new Run(name, instances.forThread(command.shared()));
            Thread thread = threads.apply(() -> run.all(command.commands()));
            running.put(command.name(), new Running(thread, run));
            thread.start();
        }

        private void await(int line, String thread) {
            Running found = running.remove(thread);
            if (found == null) {
                tally.fail(line, "there is no thread $" + thread);
            } else {
                join(found);
            }
        }

        private void join(Running other) {
            TruffleSafepoint.setBlockedThreadInterruptible(null, Thread::join, other.thread());
            tally.add(other.run().tally);
        }
    }

    /** A thread of a script and what it does. */
    private record Running(Thread thread, Run run) {
    }
}
