package org.tilia.wasm.binary;

/** The sections of a module in the order in which they must come (spec 5.5.2); custom sections may come anywhere. */
public enum SectionId {
    TYPE(1),
    IMPORT(2),
    FUNCTION(3),
    TABLE(4),
    MEMORY(5),
    TAG(13),
    GLOBAL(6),
    EXPORT(7),
    START(8),
    ELEMENT(9),
    DATA_COUNT(12),
    CODE(10),
    DATA(11);

    /** The code of every custom section. */
    public static final int CUSTOM = 0;

    private final int code;

    SectionId(int code) {
        this.code = code;
    }

    /** The section with this code, or null. */
    static SectionId of(int code) {
        for (SectionId id : values()) {
            if (id.code == code) {
                return id;
            }
        }
        return null;
    }

    /** The byte in front of the section. */
    public int code() {
        return code;
    }

    /** As messages name it. */
    @Override
    public String toString() {
        return name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
    }
}
