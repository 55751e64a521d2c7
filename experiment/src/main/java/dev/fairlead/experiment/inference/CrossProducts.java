package dev.fairlead.experiment.inference;

/**
 * The cross-products Σ w w' of w = (1, x₁ … x_k, y) over rows, as a vector: the lower triangle, row by row. The first is
 * the count of rows. Functions here are linear in them, so they serve for their own cross-products too.
 */
final class CrossProducts {
    private CrossProducts() {}

    /** The length of the vector for k explanatory columns. */
    static int length(int k) {
        return (k + 2) * (k + 3) / 2;
    }

    static int at(int i, int j) {
        return i >= j ? i * (i + 1) / 2 + j : j * (j + 1) / 2 + i;
    }

    /** Adds a row (x₁ … x_k, y), less an origin, to the products that begin somewhere. */
    static void add(double[] products, int from, double[] row, double[] origin) {
        products[from]++;
        int at = from + 1;
        for (int i = 0; i < row.length; i++) {
            double value = row[i] - origin[i];
            products[at++] += value;
            for (int j = 0; j <= i; j++) {
                products[at++] += value * (row[j] - origin[j]);
            }
        }
    }

    /** The products of the rows moved up by a shift: each Σ (w + δ)(w + δ)'. */
    static double[] moved(double[] products, double[] shift) {
        double[] moved = products.clone();
        for (int i = 1; i <= shift.length; i++) {
            double up = shift[i - 1];
            moved[at(i, 0)] += up * products[0];
            for (int j = 1; j <= i; j++) {
                double other = shift[j - 1];
                moved[at(i, j)] += up * products[at(j, 0)] + other * products[at(i, 0)] + up * other * products[0];
            }
        }
        return moved;
    }

    /** What brings the rows' means to 0. */
    static double[] centring(double[] products, int k) {
        var shift = new double[k + 1];
        for (int i = 0; i <= k; i++) {
            shift[i] = -products[at(i + 1, 0)] / products[0];
        }
        return shift;
    }

    /** X'X, with the intercept first. */
    static double[][] gram(double[] products, int k) {
        var gram = new double[k + 1][k + 1];
        for (int i = 0; i <= k; i++) {
            for (int j = 0; j <= k; j++) {
                gram[i][j] = products[at(i, j)];
            }
        }
        return gram;
    }

    /** X'(y − X b). */
    static double[] score(double[] products, double[] b) {
        var score = new double[b.length];
        for (int i = 0; i < b.length; i++) {
            score[i] = products[at(b.length, i)];
            for (int j = 0; j < b.length; j++) {
                score[i] -= products[at(i, j)] * b[j];
            }
        }
        return score;
    }
}
