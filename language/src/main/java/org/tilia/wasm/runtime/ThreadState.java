package org.tilia.wasm.runtime;

/**
 * What a thread carries through guest code: argument 1 of every function, next to the instance.
 *
 * <p>A function returns its first result; the others lie here, by their index, until the caller has taken them. They
 * must be taken before the next call.
 */
public final class ThreadState {

    private static final int INITIAL_RESULTS = 16;

    /** Results that are numbers, as bits; index 0 is unused. */
    public long[] primitiveResults = new long[INITIAL_RESULTS];
    /** Results that are references; index 0 is unused. */
    public Object[] referenceResults = new Object[INITIAL_RESULTS];

    /** Arguments that are numbers, as bits, where a call has more than fit; by parameter index. */
    public long[] primitiveArguments = new long[0];
    /** Arguments that are references, likewise. */
    public Object[] referenceArguments = new Object[0];

    /** How many calls from outside are on the stack. */
    int entries;
    /** The way of the last exception that left compiled code; or null. */
    GuestStackTrace trace;

    /** Makes room for arguments up to this many. */
    public void reserveArguments(int count) {
        if (primitiveArguments.length < count) {
            primitiveArguments = new long[count];
            referenceArguments = new Object[count];
        }
    }

    /** Makes room for results up to this many. */
    public void reserveResults(int count) {
        if (primitiveResults.length < count) {
            primitiveResults = new long[count];
            referenceResults = new Object[count];
        }
    }
}
