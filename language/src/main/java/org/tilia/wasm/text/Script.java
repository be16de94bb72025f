package org.tilia.wasm.text;

import java.util.List;

/** A script of the spec's test suite. */
public record Script(List<Command> commands) {

    public Script {
        commands = List.copyOf(commands);
    }
}
