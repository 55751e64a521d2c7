package dev.fairlead.experiment.inference;

import dev.fairlead.experiment.Estimate;
import java.util.List;

/** Two proportions in each of several strata, which are one table if put together. */
public record MantelHaenszel(List<TwoProportions> strata) {
    public MantelHaenszel {
        strata = List.copyOf(strata);
        Check.that(!strata.isEmpty(), "there is no stratum");
    }

    /**
     * The Cochran-Mantel-Haenszel test of no difference in any stratum (Mantel and Haenszel 1959).
     *
     * @param corrected with a correction for continuity of 1/2
     */
    public ChiSquaredTest test(boolean corrected) {
        double excess = 0;
        double variance = 0;
        for (TwoProportions stratum : strata) {
            double c = stratum.control().n();
            double t = stratum.treatment().n();
            double n = c + t;
            double yes =
                    stratum.control().successes() + (double) stratum.treatment().successes();
            excess += stratum.treatment().successes() - t * yes / n;
            variance += c / n * (t / n) * yes * (n - yes) / (n - 1);
        }
        Check.that(variance > 0, "all units of each stratum have the same outcome: nothing can be tested");
        double distance = Math.max(0, Math.abs(excess) - (corrected ? 0.5 : 0));
        return new ChiSquaredTest(distance * distance / variance, 1);
    }

    /** The common odds ratio's logarithm, with the variance of Robins, Breslow and Greenland (1986). */
    public Estimate logOddsRatio() {
        double r = 0;
        double s = 0;
        double pr = 0;
        double qs = 0;
        double mixed = 0;
        for (TwoProportions stratum : strata) {
            Proportion t = stratum.treatment();
            Proportion c = stratum.control();
            double n = c.n() + (double) t.n();
            double p = (t.successes() + (double) c.failures()) / n;
            double up = t.successes() * (double) c.failures() / n;
            double down = t.failures() * (double) c.successes() / n;
            r += up;
            s += down;
            pr += p * up;
            qs += (1 - p) * down;
            mixed += p * down + (1 - p) * up;
        }
        Check.that(
                r > 0 && s > 0,
                "an arm has no successes, or only successes, in every stratum: the odds ratio is 0 or ∞");
        return Estimate.normal(Math.log(r / s), Math.sqrt(pr / (2 * r * r) + mixed / (2 * r * s) + qs / (2 * s * s)));
    }

    /** The common odds ratio, treatment's odds over control's. */
    public double oddsRatio() {
        return Math.exp(logOddsRatio().value());
    }
}
