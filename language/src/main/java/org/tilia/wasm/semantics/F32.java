package org.tilia.wasm.semantics;

/** Floating-point operations on f32 (spec 4.3.3). The ways through double are exact, and quiet NaNs as they convert. */
public final class F32 {

    private F32() {
    }

    /** {@code f32.abs}: clears the sign, also a NaN's. */
    public static float abs(float value) {
        return Math.abs(value);
    }

    /** {@code f32.ceil}. */
    public static float ceil(float value) {
        return (float) Math.ceil(value);
    }

    /** {@code f32.floor}. */
    public static float floor(float value) {
        return (float) Math.floor(value);
    }

    /** {@code f32.trunc}. */
    public static float trunc(float value) {
        return (float) (value < 0 ? Math.ceil(value) : Math.floor(value));
    }

    /** {@code f32.nearest}: ties go to the even neighbour. */
    public static float nearest(float value) {
        return (float) Math.rint(value);
    }

    /** {@code f32.sqrt}: a double's root has more than twice a float's digits, so that rounding it again is exact. */
    public static float sqrt(float value) {
        return (float) Math.sqrt(value);
    }

    /** {@code f32.min}. */
    public static float min(float left, float right) {
        float least = Math.min(left, right);
        return least != least ? left + right : least;
    }

    /** {@code f32.max}. */
    public static float max(float left, float right) {
        float greatest = Math.max(left, right);
        return greatest != greatest ? left + right : greatest;
    }

    /** {@code f32.copysign}: the sign is taken from a NaN, too. */
    public static float copysign(float magnitude, float sign) {
        return Math.copySign(magnitude, sign);
    }

    /** What arithmetic does to an operand that it does not change, see {@link F64#quiet}. */
    public static float quiet(float value) {
        return value != value ? value + value : value;
    }
}
