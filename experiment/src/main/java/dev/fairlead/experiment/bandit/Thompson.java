package dev.fairlead.experiment.bandit;

import dev.fairlead.experiment.distribution.Beta;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * Thompson sampling of Bernoulli arms: each arm's rate is drawn from its posterior and the highest wins. The propensities
 * are exact, by quadrature of P(arm i comes k-th) = ∫ fᵢ(x) P(exactly k − 1 of the others are above x) dx, to about 1e-12.
 *
 * <p>They cost thousands of points times the arms, milliseconds for tens of arms; while posteriors stay the same, compute
 * them once. A propensity can be tiny, and one below 1e-18 comes out as 0; wrap the policy in {@link UniformExploration} where the
 * log is to evaluate other policies.
 */
public record Thompson() implements Policy<List<Beta>> {
    @Override
    public double[] probabilities(List<Beta> posteriors) {
        return slotProbabilities(posteriors, 1)[0];
    }

    /**
     * The probability of each arm in each of the first slots, when the highest draw takes the first slot, and so on.
     *
     * @param slots from 1 to the number of arms
     * @return by slot, then by arm; each slot's sum to 1
     */
    public double[][] slotProbabilities(List<Beta> posteriors, int slots) {
        check(posteriors, slots);
        return new ThompsonQuadrature(posteriors, slots).probabilities();
    }

    /**
     * One draw of the first slots, each arm with its probability of being in that slot, whatever is in the others.
     *
     * @param slots from 1 to the number of arms
     */
    public List<Choice> slate(List<Beta> posteriors, int slots, RandomGenerator random) {
        double[][] probabilities = slotProbabilities(posteriors, slots);
        int[] order = sample(posteriors, slots, random);
        var slate = new ArrayList<Choice>();
        for (int slot = 0; slot < slots; slot++) {
            // The quadrature drops probabilities below 1e-18, so that the arm of a most unlikely draw may have none.
            slate.add(new Choice(order[slot], Math.clamp(probabilities[slot][order[slot]], Double.MIN_NORMAL, 1)));
        }
        return List.copyOf(slate);
    }

    /**
     * One draw of the first slots without its probabilities.
     *
     * @param slots from 1 to the number of arms
     * @return arms, the best first
     */
    public int[] sample(List<Beta> posteriors, int slots, RandomGenerator random) {
        check(posteriors, slots);
        double[] drawn = posteriors.stream()
                .mapToDouble(posterior -> BetaSampler.logOdds(posterior, random))
                .toArray();
        return IntStream.range(0, drawn.length)
                .boxed()
                .sorted(Comparator.comparingDouble(arm -> -drawn[arm]))
                .mapToInt(Integer::intValue)
                .limit(slots)
                .toArray();
    }

    private static void check(List<Beta> posteriors, int slots) {
        Check.that(!posteriors.isEmpty(), "there is no arm to choose from; give at least one posterior");
        Check.that(
                slots >= 1 && slots <= posteriors.size(),
                posteriors.size() + " arms fill 1 to " + posteriors.size() + " slots, not " + slots);
    }
}
