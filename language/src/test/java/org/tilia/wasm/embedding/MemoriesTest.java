package org.tilia.wasm.embedding;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Set;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.Value;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Memories, as a host reads and writes them. */
class MemoriesTest {

    private static final String MODULE = """
                    (module (memory (export "memory") 1 3) (data (i32.const 8) "hello\\00")
                      (func (export "load") (param i32) (result i32) (i32.load8_u (local.get 0))))
                    """;

    private static Embedding open(boolean unsafe) {
        return Embedding.with("wasm.UseUnsafeMemory", Boolean.toString(unsafe));
    }

    private static void assertRangeError(Runnable access) {
        PolyglotException error = assertThrows(PolyglotException.class, access::run);
        assertTrue(error.isGuestException());
        assertEquals("range error", error.getGuestObject().getMember("kind").asString());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void allWidthsAreReadAndWritten(boolean unsafe) {
        try (Embedding embedding = open(unsafe)) {
            Value memory = embedding.exports(MODULE).getMember("memory");
            for (ByteOrder order : new ByteOrder[]{ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN}) {
                memory.writeBufferByte(100, (byte) -2);
                memory.writeBufferShort(order, 102, (short) -3);
                memory.writeBufferInt(order, 104, -4);
                memory.writeBufferLong(order, 112, -5);
                memory.writeBufferFloat(order, 120, 1.5f);
                memory.writeBufferDouble(order, 128, 2.5);
                assertEquals(-2, memory.readBufferByte(100));
                assertEquals(-3, memory.readBufferShort(order, 102));
                assertEquals(-4, memory.readBufferInt(order, 104));
                assertEquals(-5, memory.readBufferLong(order, 112));
                assertEquals(1.5f, memory.readBufferFloat(order, 120));
                assertEquals(2.5, memory.readBufferDouble(order, 128));
            }
            byte[] bytes = new byte[7];
            memory.readBuffer(8, bytes, 1, 5);
            assertArrayEquals("\0hello\0".getBytes(), bytes);
            memory.setArrayElement(0, 200);
            memory.setArrayElement(1, -56);
            assertEquals(200, memory.getArrayElement(0).asInt());
            assertEquals(200, memory.getArrayElement(1).asInt());
            assertEquals(65536, memory.getArraySize());
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatIsOutsideIsRefused(boolean unsafe) {
        try (Embedding embedding = open(unsafe)) {
            Value memory = embedding.exports(MODULE).getMember("memory");
            assertThrows(IndexOutOfBoundsException.class, () -> memory.readBufferByte(65536));
            assertThrows(IndexOutOfBoundsException.class, () -> memory.readBufferInt(ByteOrder.LITTLE_ENDIAN, 65533));
            assertThrows(IndexOutOfBoundsException.class, () -> memory.readBufferLong(ByteOrder.LITTLE_ENDIAN, Long.MAX_VALUE));
            assertThrows(IndexOutOfBoundsException.class, () -> memory.writeBufferDouble(ByteOrder.BIG_ENDIAN, -1, 0));
            assertThrows(IndexOutOfBoundsException.class, () -> memory.readBuffer(65530, new byte[7], 0, 7));
            assertThrows(ArrayIndexOutOfBoundsException.class, () -> memory.getArrayElement(65536));
            assertThrows(ClassCastException.class, () -> memory.setArrayElement(0, 256));
            assertRangeError(() -> memory.invokeMember("readString", 65530, 7));
            assertRangeError(() -> memory.invokeMember("readString", 0, Long.MAX_VALUE));
            assertRangeError(() -> memory.invokeMember("readString", Long.MAX_VALUE, Long.MAX_VALUE));
            assertRangeError(() -> memory.invokeMember("readCString", 65536));
            assertRangeError(() -> memory.invokeMember("writeString", 65535, "äh"));
            assertThrows(IllegalArgumentException.class, () -> memory.invokeMember("readString", -1, 0));
            assertThrows(IllegalArgumentException.class, () -> memory.invokeMember("writeString", 0, 5));
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void textsGoInAndOut(boolean unsafe) {
        try (Embedding embedding = open(unsafe)) {
            Value memory = embedding.exports(MODULE).getMember("memory");
            assertEquals("hello", memory.invokeMember("readCString", 8).asString());
            assertEquals("ell", memory.invokeMember("readString", 9, 3).asString());
            assertEquals(8, memory.invokeMember("writeString", 1000, "größe").asInt() + 1);
            assertEquals("größe", memory.invokeMember("readString", 1000, 7).asString());
            assertEquals(6, memory.invokeMember("writeCString", 2000, "😀!").asInt());
            assertEquals("😀!", memory.invokeMember("readCString", 2000).asString());
            assertEquals("", memory.invokeMember("readString", 65536, 0).asString());
            for (int i = 65000; i < 65536; i++) {
                memory.setArrayElement(i, 120);
            }
            assertRangeError(() -> memory.invokeMember("readCString", 65000));
            assertEquals("hello", memory.getMember("readCString").execute(8).asString());
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void theBufferIsTheMemory(boolean unsafe) {
        try (Embedding embedding = open(unsafe)) {
            Value exports = embedding.exports(MODULE);
            Value memory = exports.getMember("memory");
            ByteBuffer buffer = memory.getMember("buffer").asHostObject();
            assertEquals(65536, buffer.capacity());
            assertEquals(ByteOrder.LITTLE_ENDIAN, buffer.order());
            buffer.putInt(40, 77);
            assertEquals(77, exports.invokeMember("load", 40).asInt());
            memory.writeBufferInt(ByteOrder.LITTLE_ENDIAN, 44, 99);
            assertEquals(99, buffer.getInt(44));
            memory.invokeMember("grow", 1);
            ByteBuffer grown = memory.getMember("buffer").asHostObject();
            assertEquals(131072, grown.capacity());
            assertEquals(77, grown.getInt(40));
            assertEquals(77, buffer.getInt(40));
        }
    }

    @Test
    void aBufferOutlivesItsContext() {
        ByteBuffer buffer;
        try (Embedding embedding = open(true)) {
            buffer = embedding.exports(MODULE).getMember("memory").getMember("buffer").asHostObject();
        }
        System.gc();
        assertEquals('h', buffer.get(8));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void memoriesGrowUpToTheirMaximum(boolean unsafe) {
        try (Embedding embedding = open(unsafe)) {
            Value memory = embedding.exports(MODULE).getMember("memory");
            assertEquals(1, memory.getMember("pages").asInt());
            assertEquals(1, memory.invokeMember("grow", 2).asInt());
            assertEquals(3, memory.getMember("pages").asInt());
            assertEquals(3 * 65536, memory.getBufferSize());
            assertRangeError(() -> memory.invokeMember("grow", 1));
            assertEquals(Set.of("buffer", "pages", "grow", "readString", "readCString", "writeString", "writeCString"), memory.getMemberKeys());
            assertFalse(memory.canInvokeMember("pages"));
        }
    }
}
