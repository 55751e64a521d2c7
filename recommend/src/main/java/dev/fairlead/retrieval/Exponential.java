package dev.fairlead.retrieval;

/**
 * e^x in single precision without a branch, so that a loop of them becomes vector code, and of additions and
 * multiplications only, so that every machine gives the same bits. Relative error below 2e-7 · max(1, |x|).
 */
final class Exponential {
    private static final float LOG2_E = 1.4426950408889634f;
    private static final float LN2 = 0.6931471805599453f;

    private Exponential() {}

    /** 0 below −87; for x up to 88. */
    static float of(float x) {
        float y = Math.max(-88f, Math.min(88f, x)) * LOG2_E;
        int whole = (int) (y + 1024.5f) - 1024;
        float r = (y - whole) * LN2; // within ±ln 2 / 2
        float power = 0.0013888889f; // 1 / 6!, then Taylor's series from the inside out
        power = power * r + 0.008333334f;
        power = power * r + 0.041666668f;
        power = power * r + 0.16666667f;
        power = power * r + 0.5f;
        power = power * r + 1;
        power = power * r + 1;
        float result = power * Float.intBitsToFloat((whole + 127) << 23);
        return x < -87f ? 0 : result;
    }
}
