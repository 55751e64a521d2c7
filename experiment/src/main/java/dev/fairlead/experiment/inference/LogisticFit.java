package dev.fairlead.experiment.inference;

import java.util.Arrays;
import java.util.List;

/**
 * The maximum of a logistic likelihood, by Newton's method as iteratively reweighted least squares (McCullagh and Nelder
 * 1989, 2.5) with halved steps where the likelihood would fall. The likelihood is concave, so that steps which do not shrink
 * mean that it has no maximum: columns separate the outcomes (Albert and Anderson 1984).
 *
 * @param linear X b
 * @param leastSquares of the rows weighted by √(p (1 − p)) at the maximum
 */
record LogisticFit(double[] coefficients, double[] linear, double logLikelihood, Householder leastSquares) {
    private static final int MOST_STEPS = 40;
    private static final double CONVERGED = 1e-8;

    static LogisticFit of(DesignMatrix design, boolean[] y) {
        unweighted(design);
        var b = new double[design.size()];
        for (int step = 0; step < MOST_STEPS; step++) {
            Householder newton = newton(design, y, b);
            double[] before = b;
            b = ascend(design, y, b, newton.coefficients());
            double[] change = Matrix.multiply(design.rows(), Matrix.minus(b, before));
            if (Arrays.stream(change).map(Math::abs).max().orElse(0) < CONVERGED) {
                double[] linear = Matrix.multiply(design.rows(), b);
                return new LogisticFit(b, linear, logLikelihood(linear, y), newton(design, y, b));
            }
        }
        throw separated(design, b);
    }

    /** Refuses columns that are linear functions of others, before weights blur them. */
    private static void unweighted(DesignMatrix design) {
        var ones = new double[design.n()];
        Arrays.fill(ones, 1);
        Householder.solve(design.weightedColumns(ones), new double[design.n()], design.names());
    }

    /** The least squares whose coefficients are Newton's step. */
    private static Householder newton(DesignMatrix design, boolean[] y, double[] b) {
        double[] linear = Matrix.multiply(design.rows(), b);
        var weights = new double[linear.length];
        var residuals = new double[linear.length];
        for (int i = 0; i < linear.length; i++) {
            double p = Logistic.probability(linear[i]);
            double other = Logistic.probability(-linear[i]);
            weights[i] = Math.sqrt(Math.max(p * other, Double.MIN_NORMAL));
            residuals[i] = (y[i] ? other : -p) / weights[i];
        }
        try {
            return Householder.solve(design.weightedColumns(weights), residuals, design.names());
        } catch (IllegalArgumentException e) {
            throw separated(design, b);
        }
    }

    private static double[] ascend(DesignMatrix design, boolean[] y, double[] b, double[] step) {
        double now = logLikelihood(Matrix.multiply(design.rows(), b), y);
        double length = 1;
        double[] next = b;
        for (int half = 0; half < MOST_STEPS; half++) {
            double[] candidate = b.clone();
            for (int j = 0; j < b.length; j++) {
                candidate[j] += length * step[j];
            }
            next = candidate;
            double then = logLikelihood(Matrix.multiply(design.rows(), next), y);
            if (then >= now - 1e-12 * Math.abs(now)) {
                return next;
            }
            length /= 2;
        }
        return next;
    }

    static double logLikelihood(double[] linear, boolean[] y) {
        double sum = 0;
        for (int i = 0; i < linear.length; i++) {
            double against = y[i] ? -linear[i] : linear[i];
            sum -= Math.max(0, against) + Math.log1p(Math.exp(-Math.abs(against)));
        }
        return sum;
    }

    private static IllegalArgumentException separated(DesignMatrix design, double[] b) {
        int worst = 0;
        double most = 0;
        for (int j = 0; j < b.length; j++) {
            int column = j;
            double reach = Math.abs(b[j])
                    * Arrays.stream(design.rows())
                            .mapToDouble(row -> Math.abs(row[column]))
                            .max()
                            .orElse(0);
            if (reach > most) {
                most = reach;
                worst = j;
            }
        }
        List<String> names = design.names();
        return new IllegalArgumentException("the outcomes are separated: some combination of the columns, in which "
                + names.get(worst)
                + " counts most, tells outcomes apart without error, so coefficients run to infinity;"
                + " leave that column out, merge its groups, or compare proportions instead");
    }
}
