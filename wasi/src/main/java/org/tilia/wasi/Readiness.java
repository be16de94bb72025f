package org.tilia.wasi;

/**
 * What can be done with a descriptor at once.
 *
 * @param bytes how many can be read or written at least, as far as it is known
 * @param hangup whether its other end is gone
 */
record Readiness(long bytes, boolean hangup) {

    static final Readiness READY = new Readiness(1, false);
    /** It would have to wait. */
    static final Readiness NOT_READY = null;
}
