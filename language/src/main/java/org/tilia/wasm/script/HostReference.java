package org.tilia.wasm.script;

/** A value of the host that scripts know by its number; {@code ref.extern} and {@code ref.host} of a number are the same value. */
public record HostReference(int number) {

    @Override
    public String toString() {
        return "ref.extern " + number;
    }
}
