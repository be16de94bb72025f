package org.tilia.wasm.runtime;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.source.Source;
import com.oracle.truffle.api.source.SourceSection;
import org.tilia.wasm.module.CodeMap;

/**
 * The source of a module as stack traces and tools see it: the text that it was assembled from, or a name alone, for bytes have
 * no lines.
 */
public final class ModuleText {

    private static final String LANGUAGE = "wasm";

    private final String name;
    private final CodeMap map;
    /** Null until somebody asks. */
    private Source source;

    private ModuleText(String name, Source source, CodeMap map) {
        this.name = name;
        this.source = source;
        this.map = map;
    }

    /** Of a module that was no text. */
    static ModuleText none(String name) {
        return new ModuleText(name, null, null);
    }

    /** @param source of characters: the text that {@code map} is about */
    public static ModuleText of(Source source, CodeMap map) {
        return new ModuleText(source.getName(), source, map);
    }

    private Source source() {
        if (source == null) {
            source = Source.newBuilder(LANGUAGE, "", name).content(Source.CONTENT_NONE).build();
        }
        return source;
    }

    /**
     * The text of an instruction; null where that is not known.
     *
     * @param offset in the module's bytes
     */
    @TruffleBoundary
    SourceSection instruction(int offset) {
        return map == null ? null : section(map.instruction(offset));
    }

    /**
     * The text of a function's definition; unavailable where there is none.
     *
     * @param index without imports
     */
    @TruffleBoundary
    SourceSection function(int index) {
        SourceSection found = map == null ? null : section(map.function(index));
        return found != null ? found : source().createUnavailableSection();
    }

    private SourceSection section(CodeMap.Place place) {
        return place == null ? null : source().createSection(place.line(), place.column(), place.endLine(), place.endColumn());
    }
}
