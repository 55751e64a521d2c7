package dev.fairlead.experiment.analysis;

import dev.fairlead.experiment.inference.CoMoments;
import java.util.ArrayList;
import java.util.List;

/** Finds covariates that say something that those before them do not, as when two are always missing together. */
final class Collinearity {
    /** What is left of a covariate's variance, as a share, from which on it says something of its own. */
    private static final double LEAST = 1e-9;

    private Collinearity() {}

    /**
     * The covariates to take, by Gram-Schmidt on their covariances within arms.
     *
     * @param from where covariates begin among the values
     */
    static List<Integer> independent(Stratum arms, int from) {
        var taken = new ArrayList<Integer>();
        var rows = new ArrayList<double[]>();
        int size = arms.control().size();
        for (int i = from; i < size; i++) {
            double[] row = row(arms, i, size);
            double whole = row[i];
            for (int k = 0; k < taken.size(); k++) {
                double[] other = rows.get(k);
                double slope = row[taken.get(k)] / other[taken.get(k)];
                for (int j = 0; j < size; j++) {
                    row[j] -= slope * other[j];
                }
            }
            if (whole > 0 && row[i] > LEAST * whole) {
                taken.add(i);
                rows.add(row);
            }
        }
        return taken;
    }

    private static double[] row(Stratum arms, int value, int size) {
        CoMoments c = arms.control();
        CoMoments t = arms.treatment();
        var row = new double[size];
        for (int j = 0; j < size; j++) {
            row[j] = (c.n() - 1) * c.covariance(value, j) + (t.n() - 1) * t.covariance(value, j);
        }
        return row;
    }
}
