package dev.fairlead.retrieval;

/** Symmetric positive definite matrices. */
final class PositiveDefinite {
    private PositiveDefinite() {}

    /**
     * The inverse of a symmetric positive definite matrix, by Cholesky's factors, in its place.
     *
     * @param a its upper triangle; what is below is not read
     * @return the same array with the whole inverse
     */
    static double[][] inverse(double[][] a) {
        int n = a.length;
        for (int k = 0; k < n; k++) { // A = UᵀU
            double[] row = a[k];
            double root = Math.sqrt(row[k]);
            for (int j = k; j < n; j++) {
                row[j] /= root;
            }
            for (int i = k + 1; i < n; i++) {
                if (row[i] != 0) {
                    subtract(a[i], row[i], row, i, n);
                }
            }
        }
        for (int i = n - 1; i >= 0; i--) { // V = U⁻¹, its rows from the last
            double[] sums = new double[n];
            for (int k = i + 1; k < n; k++) {
                if (a[i][k] != 0) {
                    subtract(sums, a[i][k], a[k], k, n);
                }
            }
            double diagonal = a[i][i];
            for (int j = i + 1; j < n; j++) {
                a[i][j] = sums[j] / diagonal;
            }
            a[i][i] = 1 / diagonal;
        }
        double[][] inverse = new double[n][n]; // V Vᵀ
        double[] column = new double[n];
        for (int k = 0; k < n; k++) {
            for (int i = 0; i <= k; i++) {
                column[i] = a[i][k];
            }
            for (int i = 0; i <= k; i++) {
                if (column[i] != 0) {
                    subtract(inverse[i], -column[i], column, i, k + 1);
                }
            }
        }
        for (int i = 0; i < n; i++) {
            System.arraycopy(inverse[i], i, a[i], i, n - i);
            for (int j = 0; j < i; j++) {
                a[i][j] = inverse[j][i];
            }
        }
        return a;
    }

    private static void subtract(double[] from, double times, double[] row, int begin, int end) {
        for (int j = begin; j < end; j++) {
            from[j] -= times * row[j];
        }
    }
}
