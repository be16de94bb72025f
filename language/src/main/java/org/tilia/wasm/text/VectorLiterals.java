package org.tilia.wasm.text;

import java.util.Locale;

/** Vector constants (spec 6.5.4): a shape, then its lanes. */
final class VectorLiterals {

    /** How a vector is divided into lanes. */
    enum Shape {
        I8X16,
        I16X8,
        I32X4,
        I64X2,
        F32X4,
        F64X2;

        /** The number of lanes. */
        int lanes() {
            return 128 / bits();
        }

        /** The width of a lane. */
        int bits() {
            return switch (this) {
                case I8X16 -> 8;
                case I16X8 -> 16;
                case I32X4, F32X4 -> 32;
                case I64X2, F64X2 -> 64;
            };
        }

        /** Reads one lane; the low {@link #bits()} bits are its value. */
        long lane(TokenReader in) {
            return switch (this) {
                case I8X16 -> in.integer(8, "constant out of range");
                case I16X8 -> in.integer(16, "constant out of range");
                case I32X4 -> in.i32();
                case I64X2 -> in.i64();
                case F32X4 -> in.f32();
                case F64X2 -> in.f64();
            };
        }
    }

    private VectorLiterals() {
    }

    /** Reads the name of a shape. */
    static Shape shape(TokenReader in) {
        if (in.at(TokenKind.KEYWORD)) {
            String word = in.tokens().text(in.position());
            for (Shape shape : Shape.values()) {
                if (shape.name().toLowerCase(Locale.ROOT).equals(word)) {
                    in.advance();
                    return shape;
                }
            }
        }
        throw in.unexpected("a vector shape");
    }

    /** Reads a shape and its lanes and gives the sixteen bytes of the vector. */
    static byte[] read(TokenReader in) {
        Shape shape = shape(in);
        byte[] bytes = new byte[16];
        int width = shape.bits() / 8;
        int count = in.countNumbers();
        if (count != shape.lanes()) {
            int behind = in.position() + count;
            if (in.tokens().isUnknownWord(behind)) {
                throw in.tokens().unexpected(behind, "a lane");
            }
            throw in.error("wrong number of lane literals: " + count + " where " + shape.lanes() + " are needed");
        }
        for (int i = 0; i < shape.lanes(); i++) {
            put(bytes, i * width, width, shape.lane(in));
        }
        return bytes;
    }

    private static void put(byte[] bytes, int start, int width, long value) {
        for (int i = 0; i < width; i++) {
            bytes[start + i] = (byte) (value >>> (8 * i));
        }
    }
}
