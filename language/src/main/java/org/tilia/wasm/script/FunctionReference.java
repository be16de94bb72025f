package org.tilia.wasm.script;

/** A reference to a function, of which scripts know only that it is one. */
public record FunctionReference(String name) {

    @Override
    public String toString() {
        return "ref.func " + name;
    }
}
