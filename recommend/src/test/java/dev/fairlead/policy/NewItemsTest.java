package dev.fairlead.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.fairlead.experiment.bandit.Thompson;
import dev.fairlead.experiment.distribution.Beta;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class NewItemsTest {
    private static final PolicyConfig.Exploration CONFIG = new PolicyConfig.Exploration(0, 0, 0, 1, 9, 0.04, 25);

    private static NewItems.Field field(double[] value, double[] successes, double[] trials) {
        Pool pool = Pools.of(value);
        System.arraycopy(successes, 0, pool.successes(), 0, value.length);
        System.arraycopy(trials, 0, pool.trials(), 0, value.length);
        int[] all = new int[value.length];
        for (int i = 0; i < all.length; i++) {
            all[i] = i;
        }
        return new NewItems(CONFIG).field(pool, all);
    }

    /** Enumerates every combination of draws of three items. */
    @Test
    void theProbabilityOfWinningCountsEveryCombination() {
        NewItems.Field field = field(new double[] {1, 1, 2}, new double[] {3, 3, 0}, new double[] {40, 40, 10});
        double[][] draws = field.draws();
        double[] expected = new double[3];
        int points = NewItems.POINTS;
        for (double a : draws[0]) {
            for (double b : draws[1]) {
                for (double c : draws[2]) {
                    int winner = a >= b && a >= c ? 0 : b >= c ? 1 : 2;
                    expected[winner] += 1.0 / points / points / points;
                }
            }
        }
        double[] winning = field.winning();
        for (int i = 0; i < 3; i++) {
            assertEquals(expected[i], winning[i], 1e-12);
        }
        assertEquals(1, DoubleStream.of(winning).sum(), 1e-12);
    }

    @Test
    void itDrawsAsItSays() {
        NewItems.Field field = field(new double[] {1, 2, 1.5}, new double[] {1, 0, 4}, new double[] {20, 5, 60});
        int[] counts = new int[3];
        SplittableRandom random = new SplittableRandom(3);
        for (int i = 0; i < 100_000; i++) {
            counts[field.draw(random)]++;
        }
        for (int i = 0; i < 3; i++) {
            double p = field.winning()[i];
            assertEquals(p, counts[i] / 1e5, 5 * Math.sqrt(p * (1 - p) / 1e5));
        }
    }

    /** Items of equal value per success: close to the exact probabilities of undivided posteriors. */
    @Test
    void theGridIsCloseToThompsonSampling() {
        double[] successes = {2, 5, 1};
        double[] trials = {30, 90, 12};
        double[] value = new double[3];
        List<Beta> posteriors = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            Beta posterior = new Beta(1 + successes[i], 24 + trials[i] - successes[i]);
            posteriors.add(posterior);
            value[i] = posterior.mean();
        }
        double[] exact = new Thompson().probabilities(posteriors);
        double[] winning = field(value, successes, trials).winning();
        for (int i = 0; i < 3; i++) {
            assertEquals(exact[i], winning[i], 0.02);
        }
    }
}
