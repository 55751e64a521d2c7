package dev.fairlead.experiment.inference;

import dev.fairlead.experiment.Estimate;
import java.util.ArrayList;
import java.util.List;

/** The difference of means within strata, averaged over them. Errors are conditional on the strata's sizes. */
public record Stratified(List<Stratum> strata) {
    public Stratified {
        strata = List.copyOf(strata);
        Check.that(!strata.isEmpty(), "there is no stratum");
        for (int i = 0; i < strata.size(); i++) {
            Stratum stratum = strata.get(i);
            Check.that(
                    stratum.control().n() >= 2 && stratum.treatment().n() >= 2,
                    "stratum " + i + " has " + stratum.control().n() + " and "
                            + stratum.treatment().n()
                            + " units in its arms, and needs 2 in each: merge it with another");
        }
    }

    /**
     * Strata weighted by their units: the difference of a blocked experiment (Gerber and Green 2012, chapter 3), on
     * n − 2 · strata degrees of freedom.
     */
    public Estimate blocked() {
        return weighted(strata.stream().map(stratum -> (double) stratum.n()).toList());
    }

    /**
     * Strata weighted by their shares of the population (Miratrix, Sekhon and Yu 2013).
     *
     * @param shares one per stratum, at least 0; taken relative to their sum
     */
    public Estimate postStratified(double... shares) {
        Check.that(shares.length == strata.size(), strata.size() + " strata need as many shares, not " + shares.length);
        var weights = new ArrayList<Double>();
        for (double share : shares) {
            Check.that(share >= 0 && Double.isFinite(share), "a stratum's share must be at least 0, not " + share);
            weights.add(share);
        }
        return weighted(weights);
    }

    private Estimate weighted(List<Double> weights) {
        double sum = weights.stream().mapToDouble(w -> w).sum();
        Check.that(sum > 0, "the strata's shares are all 0");
        double value = 0;
        double variance = 0;
        long n = 0;
        for (int i = 0; i < weights.size(); i++) {
            double weight = weights.get(i) / sum;
            Comparison arms = strata.get(i).comparison();
            value += weight * (arms.treatment().value() - arms.control().value());
            variance += weight
                    * weight
                    * (arms.treatment().variance() + arms.control().variance());
            n += strata.get(i).n();
        }
        return new Estimate(value, Math.sqrt(variance), n - 2.0 * strata.size());
    }
}
