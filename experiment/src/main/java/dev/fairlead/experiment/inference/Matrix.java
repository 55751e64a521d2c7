package dev.fairlead.experiment.inference;

import java.util.Arrays;

/** Arithmetic of small dense matrices, an array per row. */
final class Matrix {
    private static final double ROUNDING = 1e-13;

    private Matrix() {}

    static double[][] multiply(double[][] a, double[][] b) {
        var product = new double[a.length][b[0].length];
        for (int i = 0; i < a.length; i++) {
            for (int k = 0; k < b.length; k++) {
                for (int j = 0; j < b[k].length; j++) {
                    product[i][j] += a[i][k] * b[k][j];
                }
            }
        }
        return product;
    }

    static double[] multiply(double[][] a, double[] b) {
        return Arrays.stream(a).mapToDouble(row -> dot(row, b)).toArray();
    }

    static double[][] transpose(double[][] a) {
        var transposed = new double[a[0].length][a.length];
        for (int i = 0; i < a.length; i++) {
            for (int j = 0; j < a[i].length; j++) {
                transposed[j][i] = a[i][j];
            }
        }
        return transposed;
    }

    static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    /** a − b. */
    static double[] minus(double[] a, double[] b) {
        var difference = new double[a.length];
        Arrays.setAll(difference, i -> a[i] - b[i]);
        return difference;
    }

    /** a + b, which have the same shape. */
    static double[][] plus(double[][] a, double[][] b) {
        var sum = new double[a.length][];
        Arrays.setAll(sum, i -> {
            double[] row = a[i].clone();
            Arrays.setAll(row, j -> a[i][j] + b[i][j]);
            return row;
        });
        return sum;
    }

    /** v' a v. */
    static double quadratic(double[][] a, double[] v) {
        return dot(v, multiply(a, v));
    }

    /** The sum of squares v' a v of a combination of cross-products a; 0 if it is no more than what rounding leaves. */
    static double squares(double[][] a, double[] v) {
        double size = 0;
        for (int i = 0; i < v.length; i++) {
            for (int j = 0; j < v.length; j++) {
                size += Math.abs(v[i] * a[i][j] * v[j]);
            }
        }
        double squares = quadratic(a, v);
        return squares > ROUNDING * size ? squares : 0;
    }

    /** Adds factor · v w' to a. */
    static void addOuter(double[][] a, double factor, double[] v, double[] w) {
        for (int i = 0; i < v.length; i++) {
            for (int j = 0; j < w.length; j++) {
                a[i][j] += factor * v[i] * w[j];
            }
        }
    }

    /** The rows and columns of a from one to another. */
    static double[][] block(double[][] a, int from, int to) {
        var block = new double[to - from][];
        Arrays.setAll(block, i -> Arrays.copyOfRange(a[from + i], from, to));
        return block;
    }
}
