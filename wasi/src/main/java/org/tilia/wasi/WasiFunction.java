package org.tilia.wasi;

/** A function of the interface. */
@FunctionalInterface
interface WasiFunction {

    /**
     * Runs the function. What it has written before it fails stays written.
     *
     * @throws WasiException with the error code for the guest
     */
    void call(WasiCall call) throws WasiException;
}
