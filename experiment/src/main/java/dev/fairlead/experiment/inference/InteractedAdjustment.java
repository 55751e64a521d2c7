package dev.fairlead.experiment.inference;

import dev.fairlead.experiment.Estimate;
import java.util.Arrays;

/**
 * Covariate adjustment with a regression per arm (Lin 2013): each arm's mean is what its regression predicts at the mean
 * covariates of all units. The values are as in {@link Cuped}. The error is the regressions', with a variance per arm, and
 * that of the mean covariates where the arms' slopes differ, for units that are a sample of those to come; the HC2 error of
 * {@link Regression} needs rows, and leaves that last part out.
 *
 * @param control the predicted mean
 * @param treatment the predicted mean
 * @param covariateVariance what the mean covariates add to the variance of the difference
 * @param n units of both arms
 */
public record InteractedAdjustment(ArmEstimate control, ArmEstimate treatment, double covariateVariance, long n) {
    public static InteractedAdjustment of(CoMoments control, CoMoments treatment) {
        int k = control.size();
        Check.that(k >= 2, "an adjustment needs a metric and at least one covariate, and there are " + k + " values");
        Check.arms(control.n(), treatment.n(), k + 1L);
        CoMoments all = Cuped.merged(control, treatment);
        double[] slopes = Matrix.minus(slopes(treatment, "treatment"), slopes(control, "control"));
        double[][] covariates = Matrix.block(all.cross(), 1, k);
        return new InteractedAdjustment(
                predicted(control, all, "control"),
                predicted(treatment, all, "treatment"),
                Matrix.quadratic(covariates, slopes) / (all.n() - 1) / all.n(),
                all.n());
    }

    private static Cholesky covariates(CoMoments arm, String name) {
        return Cholesky.of(Matrix.block(arm.cross(), 1, arm.size()), j -> "in " + name + ", covariate " + (j + 1));
    }

    private static double[] slopes(CoMoments arm, String name) {
        return covariates(arm, name).solve(Arrays.copyOfRange(arm.cross()[0], 1, arm.size()));
    }

    private static ArmEstimate predicted(CoMoments arm, CoMoments all, String name) {
        int k = arm.size();
        double[] slopes = slopes(arm, name);
        double[] shift = Arrays.copyOfRange(Matrix.minus(all.means(), arm.means()), 1, k);
        double variance = Matrix.squares(arm.cross(), residual(slopes)) / (arm.n() - k);
        double leverage =
                1.0 / arm.n() + Matrix.dot(shift, covariates(arm, name).solve(shift));
        return new ArmEstimate(arm.mean(0) + Matrix.dot(slopes, shift), variance * leverage, arm.n() - k);
    }

    /** The metric less what the covariates explain, as a combination of the values. */
    static double[] residual(double[] slopes) {
        var weights = new double[slopes.length + 1];
        Arrays.setAll(weights, i -> i == 0 ? 1 : -slopes[i - 1]);
        return weights;
    }

    /** Treatment less control. */
    public Estimate difference() {
        double[] variances = {control.variance(), treatment.variance(), covariateVariance};
        double[] df = {control.df(), treatment.df(), n - 1};
        return new Estimate(
                treatment.value() - control.value(),
                Math.sqrt(Arrays.stream(variances).sum()),
                ArmEstimate.satterthwaite(variances, df));
    }
}
