package org.tilia.wasm.semantics;

/** Floating-point operations on f64 (spec 4.3.3). */
public final class F64 {

    private F64() {
    }

    /** {@code f64.abs}: clears the sign, also a NaN's. */
    public static double abs(double value) {
        return Math.abs(value);
    }

    /** {@code f64.ceil}. */
    public static double ceil(double value) {
        return Math.ceil(quiet(value));
    }

    /** {@code f64.floor}. */
    public static double floor(double value) {
        return Math.floor(quiet(value));
    }

    /** {@code f64.trunc}. */
    public static double trunc(double value) {
        return value < 0 ? Math.ceil(value) : floor(value);
    }

    /** {@code f64.nearest}: ties go to the even neighbour. */
    public static double nearest(double value) {
        return Math.rint(quiet(value));
    }

    /** {@code f64.sqrt}. */
    public static double sqrt(double value) {
        return Math.sqrt(value);
    }

    /** {@code f64.min}. */
    public static double min(double left, double right) {
        double least = Math.min(left, right);
        return least != least ? left + right : least;
    }

    /** {@code f64.max}. */
    public static double max(double left, double right) {
        double greatest = Math.max(left, right);
        return greatest != greatest ? left + right : greatest;
    }

    /** {@code f64.copysign}: the sign is taken from a NaN, too. */
    public static double copysign(double magnitude, double sign) {
        return Math.copySign(magnitude, sign);
    }

    /**
     * What arithmetic does to an operand that it does not change: it makes a signalling NaN quiet. Rounding by the JVM may
     * leave it as it is, and so do compilers that drop {@code x * 1}, {@code x / 1} and {@code x - 0}.
     */
    public static double quiet(double value) {
        return value != value ? value + value : value;
    }
}
