package dev.fairlead.experiment.inference;

/**
 * Eigenvalues and eigenvectors of a symmetric matrix, by Jacobi's rotations (Golub and Van Loan, 8.5).
 *
 * @param vectors as columns, in the order of the values
 */
record Eigen(double[] values, double[][] vectors) {
    private static final int MOST_SWEEPS = 60;

    static Eigen of(double[][] symmetric) {
        int k = symmetric.length;
        double[][] a = Matrix.block(symmetric, 0, k);
        var vectors = new double[k][k];
        for (int i = 0; i < k; i++) {
            vectors[i][i] = 1;
        }
        for (int sweep = 0; sweep < MOST_SWEEPS && !diagonal(a); sweep++) {
            for (int p = 0; p < k; p++) {
                for (int q = p + 1; q < k; q++) {
                    rotate(a, vectors, p, q);
                }
            }
        }
        var values = new double[k];
        for (int i = 0; i < k; i++) {
            values[i] = a[i][i];
        }
        return new Eigen(values, vectors);
    }

    private static boolean diagonal(double[][] a) {
        double off = 0;
        double on = 0;
        for (int i = 0; i < a.length; i++) {
            for (int j = 0; j < i; j++) {
                off = Math.max(off, Math.abs(a[i][j]));
            }
            on = Math.max(on, Math.abs(a[i][i]));
        }
        return off <= 1e-17 * on;
    }

    /** Makes a[p][q] zero. */
    private static void rotate(double[][] a, double[][] vectors, int p, int q) {
        if (a[p][q] == 0) {
            return;
        }
        double tau = (a[q][q] - a[p][p]) / (2 * a[p][q]);
        double t = (tau >= 0 ? 1 : -1) / (Math.abs(tau) + Math.hypot(1, tau));
        double c = 1 / Math.hypot(1, t);
        double s = t * c;
        for (double[] row : a) {
            turn(row, p, q, c, s);
        }
        for (int j = 0; j < a.length; j++) {
            double above = a[p][j];
            a[p][j] = c * above - s * a[q][j];
            a[q][j] = s * above + c * a[q][j];
        }
        for (double[] row : vectors) {
            turn(row, p, q, c, s);
        }
    }

    private static void turn(double[] row, int p, int q, double c, double s) {
        double left = row[p];
        row[p] = c * left - s * row[q];
        row[q] = s * left + c * row[q];
    }
}
