package org.tilia.wasm.trap;

import com.oracle.truffle.api.CompilerDirectives;
import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.interop.InteropLibrary;
import com.oracle.truffle.api.interop.UnsupportedMessageException;
import com.oracle.truffle.api.library.ExportLibrary;
import com.oracle.truffle.api.library.ExportMessage;
import com.oracle.truffle.api.source.SourceSection;
import java.util.List;
import java.util.function.Supplier;
import org.tilia.wasm.data.DescribedException;

/**
 * A trap (spec 4.2.1): the end of a guest's computation.
 *
 * <p>The frames of compiled guest code are found in the Java stack trace, which is therefore captured where the trap
 * arises; frames that were interpreted are found by Truffle. {@code runtime.GuestStackTrace} joins the two.
 *
 * <p>Hosts read its members {@code kind}, the spec's message, {@code offset}, the place in the module's bytes where that is
 * known, and {@code stack}, the guest's frames.
 */
@ExportLibrary(InteropLibrary.class)
@SuppressWarnings("serial")
public final class Trap extends DescribedException {

    private static final String OFFSET = "offset";
    private static final String STACK = "stack";

    private final TrapKind kind;
    private final transient Throwable origin;
    private final transient Place place;
    private transient Supplier<Object> stack;
    private transient SourceSection location;

    private Trap(TrapKind kind, String message, Throwable origin, Place place) {
        super(message, null, place);
        this.place = place;
        this.kind = kind;
        this.origin = origin;
    }

    /** A trap with the spec's message. */
    public static Trap of(TrapKind kind) {
        CompilerDirectives.transferToInterpreter();
        return create(kind, null);
    }

    /** A trap that also says more, behind the spec's message. */
    public static Trap of(TrapKind kind, String detail) {
        CompilerDirectives.transferToInterpreter();
        return create(kind, detail);
    }

    /** A trap that names an element right behind the spec's message, as the suite wants it. */
    @TruffleBoundary
    public static Trap ofElement(TrapKind kind, long index, String detail) {
        return new Trap(kind, kind.message() + " " + Long.toUnsignedString(index) + ": " + detail, new Throwable(), new Place(-1));
    }

    /** The trap that a Java stack overflow stands for, whose frames are the guest's. */
    @TruffleBoundary
    public static Trap exhausted(StackOverflowError overflow) {
        return new Trap(TrapKind.CALL_STACK_EXHAUSTED, TrapKind.CALL_STACK_EXHAUSTED.message(), overflow, new Place(-1));
    }

    @TruffleBoundary
    private static Trap create(TrapKind kind, String detail) {
        String message = detail == null ? kind.message() : kind.message() + ": " + detail;
        return new Trap(kind, message, new Throwable(), new Place(-1));
    }

    /** Says where in the module the trap arose, unless that is known already; called by interpreted nodes. */
    public Trap at(int moduleOffset) {
        place.learn(moduleOffset);
        return this;
    }

    /** The offset in the module's bytes where an interpreted instruction trapped, or −1. */
    public int offset() {
        return place.offset();
    }

    /** Why. */
    public TrapKind kind() {
        return kind;
    }

    /** What it says behind the spec's message, or null. */
    @TruffleBoundary
    public String detail() {
        int colon = getMessage().indexOf(": ");
        return colon < 0 ? null : getMessage().substring(colon + 2);
    }

    /** The Java stack where the trap arose, innermost frame first. */
    public StackTraceElement[] javaStack() {
        return origin.getStackTrace();
    }

    /**
     * Says how the guest's stack is found; the code that lets a trap out to the host does so.
     *
     * @param frames gives texts, innermost frame first, as an array of interop
     */
    public void withStack(Supplier<Object> frames) {
        stack = frames;
    }

    /** Says where the guest's source is; see {@link #withStack}. */
    public void withLocation(SourceSection section) {
        location = section;
    }

    @Override
    protected List<String> members() {
        return List.of(KIND, OFFSET, STACK);
    }

    @Override
    protected Object member(String name) {
        return switch (name) {
            case KIND -> kind.message();
            case OFFSET -> offset() < 0 ? null : (Object) offset();
            default -> stack == null ? null : stack.get();
        };
    }

    @ExportMessage
    boolean hasSourceLocation() {
        return location != null;
    }

    @ExportMessage
    SourceSection getSourceLocation() throws UnsupportedMessageException {
        if (location == null) {
            throw UnsupportedMessageException.create();
        }
        return location;
    }
}
