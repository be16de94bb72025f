package org.tilia.wasi;

/** A function of the interface fails; the guest is told the error code. */
final class WasiException extends Exception {

    private static final long serialVersionUID = 1L;

    private final Errno errno;

    WasiException(Errno errno) {
        super(errno.name(), null, false, false);
        this.errno = errno;
    }

    Errno errno() {
        return errno;
    }
}
