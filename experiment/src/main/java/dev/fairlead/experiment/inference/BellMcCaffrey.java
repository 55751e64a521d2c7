package dev.fairlead.experiment.inference;

import java.util.ArrayList;
import java.util.List;

/**
 * The bias-reduced linearization of Bell and McCaffrey (2002) and the Satterthwaite degrees of freedom of Pustejovsky and
 * Tipton (2018), for least squares with errors that would be independent and alike.
 *
 * <p>With M = (X'X)⁻¹ the residuals of cluster g are multiplied by A = (I − X_g M X_g')^(−1/2), a matrix of the cluster's
 * rows. Only X_g'X_g and X_g'e_g are needed: with M = LL' and L'X_g'X_g L = V D V', it is A = I + X_g Φ X_g' for
 * Φ = L V φ(D) V'L', φ(d) = 1/(s(1 + s)), s = √(1 − d). So X_g'A e_g = (I + X_g'X_g Φ) X_g'e_g. Where d = 1 the cluster alone
 * determines a coefficient, the inverse is a pseudo-inverse, and φ = −1.
 */
final class BellMcCaffrey {
    private static final double DETERMINED = 1e-10;

    private final double[][] bread;
    private final List<double[][]> adjusted = new ArrayList<>();
    private final List<double[][]> adjustedTwice = new ArrayList<>();
    private final double[][] meat;

    /** What one cluster says: X_g'X_g and X_g'e_g. */
    record Cluster(double[][] gram, double[] score) {}

    BellMcCaffrey(double[][] bread, List<Cluster> clusters) {
        this.bread = bread;
        meat = new double[bread.length][bread.length];
        double[][] lower = Cholesky.of(bread, j -> "column " + j).lower();
        for (Cluster cluster : clusters) {
            add(cluster, lower);
        }
    }

    private void add(Cluster cluster, double[][] lower) {
        double[][] left = Matrix.multiply(cluster.gram(), phi(cluster.gram(), lower));
        for (int i = 0; i < left.length; i++) {
            left[i][i] += 1;
        }
        double[] score = Matrix.multiply(left, cluster.score());
        Matrix.addOuter(meat, 1, score, score);
        double[][] once = Matrix.multiply(left, cluster.gram());
        adjusted.add(once);
        adjustedTwice.add(Matrix.multiply(once, Matrix.transpose(left)));
    }

    private static double[][] phi(double[][] gram, double[][] lower) {
        Eigen eigen = Eigen.of(Matrix.multiply(Matrix.multiply(Matrix.transpose(lower), gram), lower));
        double[][] turned = Matrix.transpose(Matrix.multiply(lower, eigen.vectors()));
        var phi = new double[gram.length][gram.length];
        for (int i = 0; i < gram.length; i++) {
            double left = 1 - eigen.values()[i];
            double s = Math.sqrt(Math.max(0, left));
            Matrix.addOuter(phi, left < DETERMINED ? -1 : 1 / (s * (1 + s)), turned[i], turned[i]);
        }
        return phi;
    }

    /** The sum of the adjusted scores' squares. */
    double[][] meat() {
        return meat;
    }

    /**
     * (Σ_g P_gg)² / Σ_gh P_gh², where P_gh = δ_gh c'M X_g'A²X_g M c − w_g'M w_h with w_g = X_g'A X_g M c: what the
     * variance of coefficient c is made of.
     */
    double degreesOfFreedom(int coefficient) {
        double[] c = bread[coefficient];
        var squares = new double[c.length][c.length];
        double trace = 0;
        double own = 0;
        for (int g = 0; g < adjusted.size(); g++) {
            double[] w = Matrix.multiply(adjusted.get(g), c);
            double twice = Matrix.quadratic(adjustedTwice.get(g), c);
            double cross = Matrix.quadratic(bread, w);
            trace += twice - cross;
            own += (twice - cross) * (twice - cross) - cross * cross;
            Matrix.addOuter(squares, 1, w, w);
        }
        double[][] product = Matrix.multiply(bread, squares);
        return trace * trace / (own + trace(Matrix.multiply(product, product)));
    }

    private static double trace(double[][] a) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i][i];
        }
        return sum;
    }
}
