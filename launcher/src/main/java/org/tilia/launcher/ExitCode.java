package org.tilia.launcher;

/** What the command ends with, unless a guest says so itself; numbers from 64 on are those of {@code sysexits.h}. */
final class ExitCode {

    static final int OK = 0;
    /** A script has failed assertions. */
    static final int FAILED = 1;
    /** The command line is wrong. */
    static final int USAGE = 2;
    /** The input is not a module that can be run. */
    static final int BAD_INPUT = 65;
    /** The input cannot be read. */
    static final int CANNOT_READ = 66;
    /** Tilia itself is at fault. The {@code tilia} script also uses 69, where there is no JDK. */
    static final int INTERNAL = 70;
    /** The output cannot be written. */
    static final int CANNOT_WRITE = 73;
    /** The guest stopped at a limit of memory or fuel. */
    static final int RESOURCES = 75;
    /** The module's imports are missing or do not fit. */
    static final int LINK = 78;
    /** The guest's time was over: as the command {@code timeout} ends. */
    static final int TIMED_OUT = 124;
    /** The guest trapped, or threw an exception that nobody caught: as a program that aborts. */
    static final int TRAP = 134;

    private ExitCode() {
    }

    /**
     * What a process ends with when its guest ended with this status. A system keeps the lowest eight bits only; those of
     * a failure must not look like success.
     */
    static int ofGuest(int status) {
        return status != 0 && (status & 0xFF) == 0 ? FAILED : status & 0xFF;
    }
}
