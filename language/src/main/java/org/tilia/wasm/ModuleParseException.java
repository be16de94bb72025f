package org.tilia.wasm;

import com.oracle.truffle.api.interop.ExceptionType;
import com.oracle.truffle.api.interop.InteropLibrary;
import com.oracle.truffle.api.library.ExportLibrary;
import com.oracle.truffle.api.library.ExportMessage;
import com.oracle.truffle.api.source.Source;
import com.oracle.truffle.api.source.SourceSection;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.tilia.wasm.data.DescribedException;
import org.tilia.wasm.diagnosis.Advice;
import org.tilia.wasm.diagnosis.FileKind;
import org.tilia.wasm.module.GuestText;
import org.tilia.wasm.module.ModuleException;

/**
 * A source that is not a module, as other languages and hosts see it: an error of parsing, with the place in a text.
 *
 * <p>Hosts read its members {@code kind}, which is {@code malformed}, {@code invalid} or {@code limit}, and {@code offset}, the
 * place in a module's bytes where there is one.
 */
@ExportLibrary(InteropLibrary.class)
@SuppressWarnings("serial")
public final class ModuleParseException extends DescribedException {

    private static final String OFFSET = "offset";

    private final ModuleException.Kind kind;
    private final int offset;
    private final transient SourceSection section;

    private ModuleParseException(String message, ModuleException cause, Source source) {
        super(message, cause, null);
        this.kind = cause.kind();
        this.offset = cause.offset();
        this.section = section(cause, source);
    }

    /** What is wrong with a source. Of what is no module at all the message says what it is, and in a second line what to do. */
    static ModuleParseException of(ModuleException cause, Source source) {
        String message = advice(cause, source).map(advice -> advice.cause() + " (" + cause.getMessage() + ")\n" + advice.remedy()).orElse(cause.getMessage());
        return new ModuleParseException(source.getName() + ": " + message, cause, source);
    }

    private static Optional<Advice> advice(ModuleException cause, Source source) {
        if (cause.kind() != ModuleException.Kind.MALFORMED) {
            return Optional.empty();
        }
        byte[] bytes = source.hasBytes() ? source.getBytes().toByteArray() : source.getCharacters().toString().getBytes(StandardCharsets.UTF_8);
        return FileKind.of(bytes).advice(GuestText.quote(source.getName()));
    }

    private static SourceSection section(ModuleException cause, Source source) {
        boolean inText = source.hasCharacters() && cause.line() > 0 && cause.line() <= source.getLineCount();
        return inText ? source.createSection(cause.line()) : source.createUnavailableSection();
    }

    /** What the spec calls the fault. */
    public ModuleException.Kind kind() {
        return kind;
    }

    /** Byte offset in the source, or −1. */
    public int offset() {
        return offset;
    }

    @Override
    protected List<String> members() {
        return List.of(KIND, OFFSET);
    }

    @Override
    protected Object member(String name) {
        return name.equals(KIND) ? kind.name().toLowerCase(Locale.ROOT) : offset < 0 ? null : (Object) offset;
    }

    @ExportMessage
    ExceptionType getExceptionType() {
        return ExceptionType.PARSE_ERROR;
    }

    @ExportMessage
    boolean hasSourceLocation() {
        return true;
    }

    @ExportMessage
    SourceSection getSourceLocation() {
        return section;
    }
}
