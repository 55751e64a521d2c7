package dev.fairlead.experiment.bandit;

/**
 * Integrals of a function known at the Chebyshev points of −1 .. 1, by way of the polynomial through them: weights of the
 * whole integral (Fejér's first rule) and of those from each point to 1.
 */
final class Chebyshev {
    static final int POINTS = 20;
    /** cos(π (i + 1/2) / n), falling. */
    static final double[] X = new double[POINTS];
    /** WHOLE[j]: what the value at point j adds to the integral from −1 to 1. */
    static final double[] WHOLE = new double[POINTS];
    /** ABOVE[i][j]: what the value at point j adds to the integral from point i to 1. */
    static final double[][] ABOVE = new double[POINTS][POINTS];

    static {
        for (int i = 0; i < POINTS; i++) {
            X[i] = Math.cos(angle(i));
        }
        for (int j = 0; j < POINTS; j++) {
            WHOLE[j] = above(Math.PI, j);
            for (int i = 0; i < POINTS; i++) {
                ABOVE[i][j] = above(angle(i), j);
            }
        }
    }

    private Chebyshev() {}

    private static double angle(int i) {
        return Math.PI * (i + 0.5) / POINTS;
    }

    /** ∫ from cos θ to 1 of the polynomial that is 1 at point j and 0 at the others: (1 + 2 Σ T_k(x_j) T_k(x)) / n. */
    private static double above(double theta, int j) {
        double sum = 1 - Math.cos(theta);
        for (int k = 1; k < POINTS; k++) {
            sum += 2 * Math.cos(k * angle(j)) * (primitive(k, 0) - primitive(k, theta));
        }
        return sum / POINTS;
    }

    /** ∫ T_k at cos θ: (T_{k+1} / (k + 1) − T_{k−1} / (k − 1)) / 2. */
    private static double primitive(int k, double theta) {
        double up = Math.cos((k + 1) * theta) / (k + 1);
        return k == 1 ? up / 2 : (up - Math.cos((k - 1) * theta) / (k - 1)) / 2;
    }
}
