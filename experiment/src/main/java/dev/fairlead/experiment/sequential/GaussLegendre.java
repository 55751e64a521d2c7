package dev.fairlead.experiment.sequential;

/** Points and weights of Gauss-Legendre quadrature on −1 .. 1, by Newton's method on the Legendre polynomial. */
final class GaussLegendre {
    static final int POINTS = 16;
    static final double[] X = new double[POINTS];
    static final double[] W = new double[POINTS];

    static {
        for (int i = 0; i < POINTS; i++) {
            double x = Math.cos(Math.PI * (i + 0.75) / (POINTS + 0.5));
            double slope = 1;
            for (int step = 0; step < 100; step++) {
                double p = 1;
                double before = 0;
                for (int j = 0; j < POINTS; j++) {
                    double next = ((2 * j + 1) * x * p - j * before) / (j + 1);
                    before = p;
                    p = next;
                }
                slope = POINTS * (x * p - before) / (x * x - 1);
                double move = p / slope;
                x -= move;
                if (Math.abs(move) < 1e-15) {
                    break;
                }
            }
            X[i] = x;
            W[i] = 2 / ((1 - x * x) * slope * slope);
        }
    }

    private GaussLegendre() {}
}
