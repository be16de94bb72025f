package org.tilia.wasm.text;

import java.util.List;

/** A command of a script. Messages are the beginnings of what an implementation should say. */
public sealed interface Command {

    /** The line of the script that it starts at, from 1. */
    int line();

    /** Instantiates a module under this identifier, which may be null; it becomes the latest instance. */
    record Module(int line, String name, ModuleSource source) implements Command {
    }

    /** Defines a module under this identifier, which may be null, and instantiates nothing. */
    record Definition(int line, String name, ModuleSource source) implements Command {
    }

    /** Instantiates a definition, the latest where {@code definition} is null, under this identifier, which may be null. */
    record Instance(int line, String name, String definition) implements Command {
    }

    /** Makes an instance's exports importable under this module name; the latest's where {@code instance} is null. */
    record Register(int line, String module, String instance) implements Command {
    }

    /** Performs an action, whose results do not matter. */
    record Perform(int line, Action action) implements Command {
    }

    record AssertReturn(int line, Action action, List<Expectation> results) implements Command {

        public AssertReturn {
            results = List.copyOf(results);
        }
    }

    record AssertTrap(int line, Action action, String message) implements Command {
    }

    /** Instantiating this module traps. */
    record AssertModuleTrap(int line, ModuleSource source, String message) implements Command {
    }

    record AssertExhaustion(int line, Action action, String message) implements Command {
    }

    /** The action ends with an exception that it did not catch. */
    record AssertException(int line, Action action) implements Command {
    }

    record AssertSuspension(int line, Action action, String message) implements Command {
    }

    /** @param custom whether the fault is in a custom section or annotation, which an implementation may ignore */
    record AssertMalformed(int line, ModuleSource source, String message, boolean custom) implements Command {
    }

    /** @param custom whether the fault is in a custom section or annotation, which an implementation may ignore */
    record AssertInvalid(int line, ModuleSource source, String message, boolean custom) implements Command {
    }

    record AssertUnlinkable(int line, ModuleSource source, String message) implements Command {
    }

    /**
     * Runs commands on a thread of its own with instances of its own (threads proposal).
     *
     * @param shared the identifier of the one instance that it sees of this script, or null
     */
    record Thread(int line, String name, String shared, List<Command> commands) implements Command {

        public Thread {
            commands = List.copyOf(commands);
        }
    }

    /** Waits until the thread of this name has ended. */
    record Wait(int line, String thread) implements Command {
    }
}
