package dev.fairlead.experiment.inference;

import java.util.Arrays;

/**
 * CUPED (Deng, Xu, Kohavi and Walker, WSDM 2013): means less what covariates from before the experiment explain,
 * ȳ − θ'(x̄ − x̄ of all units). The first value of the moments is the metric, the others are covariates, of which the
 * treatment must not change any. Ratios and clustered metrics come linearized, from {@link Metric#linearize} and
 * {@link ClusterMoments#linearized}. The error takes θ for known, which is right if units are many beside covariates.
 *
 * @param theta the slope of each covariate
 * @param varianceReduction the share of the metric's variance that is explained, 0 to 1
 * @param control the adjusted mean
 * @param treatment the adjusted mean
 */
public record Cuped(double[] theta, double varianceReduction, ArmEstimate control, ArmEstimate treatment) {
    /** With θ from deviations from each arm's own mean, so that an effect of the treatment cannot move it. */
    public static Cuped pooledWithin(CoMoments control, CoMoments treatment) {
        return of(control, treatment, Matrix.plus(control.cross(), treatment.cross()));
    }

    /** With θ from deviations from the mean of all units, as in the paper. */
    public static Cuped pooledOverall(CoMoments control, CoMoments treatment) {
        return of(control, treatment, merged(control, treatment).cross());
    }

    private static Cuped of(CoMoments control, CoMoments treatment, double[][] cross) {
        int k = control.size();
        Check.that(k >= 2, "CUPED needs a metric and at least one covariate, and there are " + k + " values");
        Check.arms(control.n(), treatment.n(), k + 1L);
        double[] covariances = Arrays.copyOfRange(cross[0], 1, k);
        double[] theta = Cholesky.of(Matrix.block(cross, 1, k), j -> "covariate " + (j + 1))
                .solve(covariances);
        Check.that(cross[0][0] > 0, "the metric does not vary, so nothing can be tested");
        double[] means = merged(control, treatment).means();
        return new Cuped(
                theta,
                Math.min(1, Matrix.dot(theta, covariances) / cross[0][0]),
                adjusted(control, theta, means),
                adjusted(treatment, theta, means));
    }

    private static ArmEstimate adjusted(CoMoments arm, double[] theta, double[] means) {
        double[] weights = InteractedAdjustment.residual(theta);
        double mean = means[0] + Matrix.dot(weights, Matrix.minus(arm.means(), means));
        double variance = Matrix.squares(arm.cross(), weights) / (arm.n() - 1);
        return new ArmEstimate(mean, variance / arm.n(), arm.n() - 1);
    }

    static CoMoments merged(CoMoments control, CoMoments treatment) {
        CoMoments all = control.copy();
        all.merge(treatment);
        return all;
    }

    /** For the difference and the lift. */
    public Comparison comparison() {
        return new Comparison(control, treatment);
    }
}
