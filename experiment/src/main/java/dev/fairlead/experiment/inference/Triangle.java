package dev.fairlead.experiment.inference;

/** Solves triangular systems. */
final class Triangle {
    private Triangle() {}

    /** The x of lower · x = b. */
    static double[] forward(double[][] lower, double[] b) {
        var x = new double[lower.length];
        for (int i = 0; i < x.length; i++) {
            double sum = b[i];
            for (int j = 0; j < i; j++) {
                sum -= lower[i][j] * x[j];
            }
            x[i] = sum / lower[i][i];
        }
        return x;
    }

    /** The x of upper · x = b. */
    static double[] backward(double[][] upper, double[] b) {
        var x = new double[upper.length];
        for (int i = x.length - 1; i >= 0; i--) {
            double sum = b[i];
            for (int j = i + 1; j < x.length; j++) {
                sum -= upper[i][j] * x[j];
            }
            x[i] = sum / upper[i][i];
        }
        return x;
    }
}
