package dev.fairlead.trees;

/**
 * Gauss–Legendre quadrature on [0, 1]: n points integrate every polynomial of degree up to 2n − 1 exactly. The points are
 * the roots of the Legendre polynomial P<sub>n</sub>, found by Newton's method from the estimate cos(π (i + ¾) / (n + ½))
 * (Abramowitz and Stegun, 25.4.29 and 22.16.6), and moved from [−1, 1] to [0, 1].
 *
 * @param point each inside (0, 1)
 * @param rest one less each point
 * @param weight positive; they add up to 1
 */
record Quadrature(double[] point, double[] rest, double[] weight) {
    private static final int STEPS = 100;
    private static final double CLOSE = 1e-15;

    static Quadrature of(int points) {
        var rule = new Quadrature(new double[points], new double[points], new double[points]);
        for (int i = 0; 2 * i < points; i++) {
            double root = root(points, Math.cos(Math.PI * (i + 0.75) / (points + 0.5)));
            double slope = slope(points, root);
            rule.set(i, (1 - root) / 2, (1 + root) / 2, 1 / ((1 - root * root) * slope * slope));
            int mirror = points - 1 - i;
            rule.set(mirror, rule.rest[i], rule.point[i], rule.weight[i]);
        }
        return rule;
    }

    private void set(int i, double at, double left, double area) {
        point[i] = at;
        rest[i] = left;
        weight[i] = area;
    }

    private static double root(int degree, double guess) {
        double x = guess;
        for (int step = 0; step < STEPS; step++) {
            double move = legendre(degree, x) / slope(degree, x);
            x -= move;
            if (Math.abs(move) < CLOSE) {
                break;
            }
        }
        return x;
    }

    /** By the recurrence (k + 1) P<sub>k+1</sub> = (2k + 1) x P<sub>k</sub> − k P<sub>k−1</sub>. */
    private static double legendre(int degree, double x) {
        double before = 0;
        double value = 1;
        for (int k = 0; k < degree; k++) {
            double next = ((2 * k + 1) * x * value - k * before) / (k + 1);
            before = value;
            value = next;
        }
        return value;
    }

    /** The derivative of P<sub>n</sub>: n (x P<sub>n</sub> − P<sub>n−1</sub>) / (x² − 1). */
    private static double slope(int degree, double x) {
        return degree * (x * legendre(degree, x) - legendre(degree - 1, x)) / (x * x - 1);
    }

    int points() {
        return point.length;
    }
}
