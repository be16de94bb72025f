package org.tilia.wasm.tree;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.tilia.wasm.module.ValueKind;

/** Numbers at which instructions go wrong, as bits; those of 32 bits are sign-extended. */
final class NumericValues {

    private static final long[] I32 = {0, 1, -1, 2, -2, 3, 7, 8, 31, 32, 33, 63, 64, 127, 128, 255, 256, 0x7FFF,
        0x8000, 0xFFFF, 0x1_0000, 0x55555555, 0xAAAAAAAA, 0x1234_5678, 0x00FF_FFFF, 0x0100_0001, Integer.MAX_VALUE,
        Integer.MAX_VALUE - 1, Integer.MIN_VALUE, Integer.MIN_VALUE + 1, 0x8000_0080, 0xFFFF_FF7F, 0xFFFF_FF80};

    private static final long[] I64 = {0, 1, -1, 2, -2, 7, 31, 32, 63, 64, 65, 128, 255, 0x8000, 0xFFFF, 0x7FFF_FFFFL,
        0x8000_0000L, 0xFFFF_FFFFL, 0x1_0000_0000L, -0x8000_0000L, -0x8000_0001L, 0x5555_5555_5555_5555L,
        0xAAAA_AAAA_AAAA_AAAAL, 0x0123_4567_89AB_CDEFL, 0x0010_0000_0000_0000L, 0x0020_0000_0000_0001L,
        0x0020_0000_0000_0003L, 0x0000_0080_0000_0001L, 0x0180_0000_0180_0001L, 0x7FFF_FF40_0000_0001L,
        0x7FFF_FF3F_FFFF_FFFFL, 0x8000_0080_0000_0000L, 0x8000_0080_0000_0001L, 0x8000_0180_0000_0000L,
        0x8000_0000_0000_0400L, 0x8000_0000_0000_0401L, 0x8000_0000_0000_0C00L, 0xFFFF_FFFF_FFFF_FBFFL,
        0xFFFF_FFFF_FFFF_FC00L, 0xFFFF_FF7F_FFFF_FFFFL, 0xFFFF_FF80_0000_0000L, Long.MAX_VALUE, Long.MAX_VALUE - 1,
        Long.MIN_VALUE, Long.MIN_VALUE + 1};

    private static final float[] F32 = {0, Float.MIN_VALUE, Float.MIN_NORMAL, 0x1.fffffcp-127f, 0x1p-60f, 0.25f,
        0.49999997f, 0.5f, 0.50000006f, 0.99999994f, 1, 1.0000001f, 1.5f, 2, 2.5f, 3, 3.5f, 4.5f, 0x1p23f,
        0x1p23f - 0.5f, 0x1p24f, 127, 128, 0x1.fffffep30f, 0x1p31f, 0x1.000002p31f, 0x1.fffffep31f, 0x1p32f,
        0x1.fffffep62f, 0x1p63f, 0x1.000002p63f, 0x1.fffffep63f, 0x1p64f, 1e20f, Float.MAX_VALUE,
        Float.POSITIVE_INFINITY};

    private static final int[] F32_NANS = {0x7FC0_0000, 0x7FC0_0001, 0x7F80_0001, 0x7FA0_0000, 0x7FFF_FFFF};

    private static final double[] F64 = {0, Double.MIN_VALUE, Double.MIN_NORMAL, 0x1p-160, 0x1p-150, 0x1p-149,
        0x1.8p-150, 0x1.fffffep-127, 0.25, 0.49999999999999994, 0.5, 0.9999999999999999, 1, 0x1.000001p0,
        0x1.000003p0, 1.5, 2.5, 3.5, 4.5, 127, 0x1p51 + 0.5, 0x1p52 - 0.5, 0x1p52, 0x1p53, 2147483646.9999998,
        2147483647, 2147483647.9999998, 0x1p31, 2147483648.9999995, 2147483649.0, 4294967295.0, 4294967295.9999995,
        0x1p32, 0x1.fffffffffffffp62, 0x1p63, 0x1.0000000000001p63, 0x1.fffffffffffffp63, 0x1p64,
        0x1.fffffefffffffp127, 0x1.ffffffp127, 0x1p128, 1e300, Double.MAX_VALUE, Double.POSITIVE_INFINITY};

    private static final long[] F64_NANS = {0x7FF8_0000_0000_0000L, 0x7FF8_0000_0000_0001L, 0x7FF0_0000_0000_0001L,
        0x7FF4_0000_0000_0000L, 0x7FFF_FFFF_FFFF_FFFFL, 0x7FF0_0000_2000_0000L};

    private NumericValues() {
    }

    /** The edge values of a kind, of both signs. */
    static long[] of(ValueKind kind) {
        return switch (kind) {
            case I32 -> LongStream.of(I32).map(value -> (int) value).toArray();
            case I64 -> I64;
            case F32 -> LongStream.concat(IntStream.range(0, F32.length).mapToLong(i -> Float.floatToRawIntBits(F32[i])),
                            Arrays.stream(F32_NANS).asLongStream())
                            .flatMap(bits -> LongStream.of(bits, (int) (bits | 0x8000_0000))).toArray();
            case F64 -> LongStream.concat(Arrays.stream(F64).mapToLong(Double::doubleToRawLongBits), LongStream.of(F64_NANS))
                            .flatMap(bits -> LongStream.of(bits, bits | Long.MIN_VALUE)).toArray();
            case V128, REF -> throw new IllegalArgumentException("no number");
        };
    }

    /** Random bits, half of them of small or medium magnitude so that operands meet. */
    static long random(Random random, ValueKind kind) {
        return switch (kind) {
            case I32 -> random.nextInt() >> random.nextInt(32);
            case I64 -> random.nextLong() >> random.nextInt(64);
            case F32 -> random.nextBoolean()
                            ? random.nextInt()
                            : Float.floatToRawIntBits((random.nextFloat() - 0.5f) * (1L << random.nextInt(40)));
            case F64 -> random.nextBoolean()
                            ? random.nextLong()
                            : Double.doubleToRawLongBits((random.nextDouble() - 0.5) * (1L << random.nextInt(40)));
            case V128, REF -> throw new IllegalArgumentException("no number");
        };
    }
}
