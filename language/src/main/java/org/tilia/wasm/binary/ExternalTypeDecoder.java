package org.tilia.wasm.binary;

import org.tilia.wasm.module.AddressType;
import org.tilia.wasm.module.ExternalType;
import org.tilia.wasm.module.GlobalType;
import org.tilia.wasm.module.Limits;
import org.tilia.wasm.module.MemoryType;
import org.tilia.wasm.module.ModuleException;
import org.tilia.wasm.module.ReferenceType;
import org.tilia.wasm.module.TableType;
import org.tilia.wasm.module.TagType;
import org.tilia.wasm.module.TypeReader;
import org.tilia.wasm.module.ValueType;

/** Decodes the types of what can be imported (spec 5.3.11 to 5.3.16). */
final class ExternalTypeDecoder {

    private static final int MAXIMUM = 0x01;
    private static final int SHARED = 0x02;
    private static final int ADDRESS_64 = 0x04;
    private static final int PAGE_SIZE = 0x08;
    private static final int TABLE_FLAGS = MAXIMUM | ADDRESS_64;
    private static final int MEMORY_FLAGS = MAXIMUM | SHARED | ADDRESS_64 | PAGE_SIZE;

    private final TypeReader in;

    ExternalTypeDecoder(TypeReader in) {
        this.in = in;
    }

    /** The type of an import, behind the byte that says its kind. */
    ExternalType importedType() {
        int at = in.position();
        int kind = in.u8();
        return switch (kind) {
            case 0 -> new ExternalType.Function(in.u32());
            case 1 -> table();
            case 2 -> memory();
            case 3 -> global();
            case 4 -> tag();
            default -> throw ModuleException.malformed("malformed import kind: 0x" + Integer.toHexString(kind), at);
        };
    }

    TableType table() {
        ReferenceType element = in.readReferenceType();
        int flags = flags(TABLE_FLAGS);
        return new TableType(address(flags), limits(flags), element);
    }

    MemoryType memory() {
        int at = in.position();
        int flags = flags(MEMORY_FLAGS);
        // a page size needs two more bytes; without the proposal that brought it the flag itself is the fault
        if ((flags & PAGE_SIZE) != 0 && in.remaining() < 2) {
            throw malformedFlags(flags, at);
        }
        Limits limits = limits(flags);
        return new MemoryType(address(flags), limits, (flags & SHARED) != 0,
                        (flags & PAGE_SIZE) != 0 ? pageSize() : MemoryType.DEFAULT_PAGE_SIZE_LOG2);
    }

    GlobalType global() {
        ValueType type = in.readValueType();
        return new GlobalType(type, in.readMutability());
    }

    TagType tag() {
        int at = in.position();
        int attribute = in.u8();
        if (attribute != 0) {
            throw ModuleException.malformed("malformed tag attribute: 0x" + Integer.toHexString(attribute), at);
        }
        return new TagType(in.u32());
    }

    private int flags(int known) {
        int at = in.position();
        int flags = in.u8();
        if ((flags & ~known) != 0) {
            throw malformedFlags(flags, at);
        }
        return flags;
    }

    private static ModuleException malformedFlags(int flags, int at) {
        return ModuleException.malformed("malformed limits flags: 0x" + Integer.toHexString(flags), at);
    }

    private static AddressType address(int flags) {
        return (flags & ADDRESS_64) != 0 ? AddressType.I64 : AddressType.I32;
    }

    private Limits limits(int flags) {
        long minimum = in.u64();
        return (flags & MAXIMUM) != 0 ? Limits.between(minimum, in.u64()) : Limits.from(minimum);
    }

    /** log2 of a page size that a memory can have at all; which ones are allowed is validation. */
    private int pageSize() {
        int at = in.position();
        int log2 = in.u32();
        if (Integer.compareUnsigned(log2, Long.SIZE) >= 0) {
            throw ModuleException.malformed("invalid custom page size: 2 to the power of "
                            + Integer.toUnsignedString(log2), at);
        }
        return log2;
    }
}
