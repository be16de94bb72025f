package org.tilia.wasi;

import com.oracle.truffle.api.TruffleLogger;
import com.oracle.truffle.api.exception.AbstractTruffleException;
import com.oracle.truffle.api.interop.InteropLibrary;
import com.oracle.truffle.api.interop.UnsupportedMessageException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.NonReadableChannelException;
import java.nio.channels.NonWritableChannelException;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.NotLinkException;
import java.nio.file.ReadOnlyFileSystemException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** What the exceptions of file systems and channels are to a guest: each becomes an error code, none passes. */
final class FileErrors {

    private static final TruffleLogger LOGGER = TruffleLogger.getLogger("wasm", "wasi");

    /** Errors for which Java has no type, by how systems word them. */
    private static final Map<String, Errno> WORDS = new LinkedHashMap<>();

    static {
        WORDS.put("no space left", Errno.NOSPC);
        WORDS.put("quota exceeded", Errno.DQUOT);
        WORDS.put("file too large", Errno.FBIG);
        WORDS.put("too many levels of symbolic links", Errno.LOOP);
        WORDS.put("too many symbolic links", Errno.LOOP);
        WORDS.put("file name too long", Errno.NAMETOOLONG);
        WORDS.put("not a directory", Errno.NOTDIR);
        WORDS.put("is a directory", Errno.ISDIR);
        WORDS.put("too many open files", Errno.NFILE);
        WORDS.put("too many links", Errno.MLINK);
        WORDS.put("cross-device link", Errno.XDEV);
        WORDS.put("read-only file system", Errno.ROFS);
        WORDS.put("operation not permitted", Errno.PERM);
        WORDS.put("operation not supported", Errno.NOTSUP);
        WORDS.put("text file busy", Errno.TXTBSY);
        WORDS.put("resource busy", Errno.BUSY);
        WORDS.put("broken pipe", Errno.PIPE);
        WORDS.put("connection reset", Errno.CONNRESET);
        WORDS.put("invalid argument", Errno.INVAL);
        WORDS.put("no such device", Errno.NXIO);
    }

    private FileErrors() {
    }

    /** Something that is done with a file of the host. */
    @FunctionalInterface
    interface Action<T> {
        T run() throws IOException, WasiException;
    }

    /** Something that is done with a file of the host, without a result. */
    @FunctionalInterface
    interface Step {
        void run() throws IOException, WasiException;
    }

    static void run(Step step) throws WasiException {
        call(() -> {
            step.run();
            return null;
        });
    }

    /** Carries an action out, and turns whatever it throws into an error code. Errors of the JVM pass, as does the end of a context. */
    static <T> T call(Action<T> action) throws WasiException {
        try {
            return action.run();
        } catch (IOException e) {
            throw new WasiException(of(e));
        } catch (RuntimeException e) {
            throw new WasiException(of(e));
        }
    }

    private static Errno of(RuntimeException e) {
        return switch (e) {
            case DirectoryIteratorException wrapper -> of(wrapper.getCause());
            case InvalidPathException _ -> Errno.ILSEQ;
            case ReadOnlyFileSystemException _ -> Errno.ROFS;
            case NonReadableChannelException _ -> Errno.BADF;
            case NonWritableChannelException _ -> Errno.BADF;
            case SecurityException _ -> Errno.ACCES;
            case UnsupportedOperationException _ -> Errno.NOTSUP;
            case IllegalArgumentException _ -> Errno.INVAL;
            default -> ofUnexpected(e);
        };
    }

    private static Errno ofUnexpected(RuntimeException e) {
        String thrown = thrownClass(e);
        if (thrown.equals(UnsupportedOperationException.class.getName())) {
            return Errno.NOTSUP;
        }
        LOGGER.warning(() -> "a file system failed, which the guest sees as an input/output error: " + thrown + ": " + e.getMessage());
        return Errno.IO;
    }

    /** The class of what a file system threw: Truffle wraps what most methods of an embedder's file system throw. */
    private static String thrownClass(RuntimeException e) {
        InteropLibrary interop = InteropLibrary.getUncached();
        try {
            return e instanceof AbstractTruffleException && interop.hasMetaObject(e) ? interop.asString(interop.getMetaQualifiedName(interop.getMetaObject(e)))
                            : e.getClass().getName();
        } catch (UnsupportedMessageException unnamed) {
            return e.getClass().getName();
        }
    }

    static Errno of(IOException e) {
        return switch (e) {
            case NoSuchFileException _ -> Errno.NOENT;
            case FileAlreadyExistsException _ -> Errno.EXIST;
            case DirectoryNotEmptyException _ -> Errno.NOTEMPTY;
            case NotDirectoryException _ -> Errno.NOTDIR;
            case NotLinkException _ -> Errno.INVAL;
            case AccessDeniedException _ -> Errno.ACCES;
            case FileSystemLoopException _ -> Errno.LOOP;
            case AtomicMoveNotSupportedException _ -> Errno.XDEV;
            case ClosedByInterruptException _ -> Errno.INTR;
            case InterruptedIOException _ -> Errno.INTR;
            case ClosedChannelException _ -> Errno.BADF;
            case FileSystemException system -> byWords(system.getReason());
            default -> byWords(e.getMessage());
        };
    }

    private static Errno byWords(String words) {
        String text = String.valueOf(words).toLowerCase(Locale.ROOT);
        return WORDS.entrySet().stream().filter(entry -> text.contains(entry.getKey())).map(Map.Entry::getValue).findFirst().orElse(Errno.IO);
    }
}
