package org.tilia.wasm.diagnosis;

/**
 * Why something does not run, and what to do about it; a sentence each.
 *
 * @param cause the likely one
 * @param remedy what its user can do
 */
public record Advice(String cause, String remedy) {

    /** Two lines: the cause and the remedy. */
    @Override
    public String toString() {
        return cause + "\n" + remedy;
    }
}
