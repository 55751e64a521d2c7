package dev.fairlead.experiment.bandit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.experiment.distribution.Beta;
import dev.fairlead.experiment.distribution.ChiSquared;
import dev.fairlead.experiment.distribution.SpecialFunctions;
import java.util.List;
import java.util.Random;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class BanditTest {
    private static final List<Beta> ARMS = List.of(new Beta(11, 91), new Beta(9, 93), new Beta(14, 88), new Beta(2, 5));

    @Test
    void tiesShareTheGreedyProbability() {
        double[] found = UniformExploration.greedy(0.1).probabilities(new double[] {3, 5, 5, 1});
        assertArrayEquals(new double[] {0.025, 0.475, 0.475, 0.025}, found, 1e-15);
        assertArrayEquals(new double[] {1}, new Greedy().probabilities(new double[] {-7}));
    }

    @Test
    void softmaxIsShiftInvariantAndDoesNotOverflow() {
        double[] expected = {1 / (1 + Math.exp(2)), 1 / (1 + Math.exp(-2))};
        assertArrayEquals(expected, new Softmax(0.5).probabilities(new double[] {0, 1}), 1e-15);
        assertArrayEquals(expected, new Softmax(0.5).probabilities(new double[] {1e6, 1e6 + 1}), 1e-15);
    }

    @Test
    void frequenciesAreThePropensities() {
        var random = new Random(1);
        var values = new double[] {0.3, 0.1, 0.25, 0.3, -1};
        frequencies(UniformExploration.greedy(0.2), values, random);
        frequencies(new Softmax(0.2), values, random);
        frequencies(new UniformExploration<>(new Thompson(), 0.1), ARMS, random);
        var linear = new LinUcb(3, 2, 1, 1);
        linear.accept(0, new double[] {1, 2}, 1);
        frequencies(new UniformExploration<>(linear, 0.3), new double[] {1, -1}, random);
    }

    private static <C> void frequencies(Policy<C> policy, C context, Random random) {
        double[] probabilities = policy.probabilities(context);
        var counts = new int[probabilities.length];
        int draws = 2000;
        for (int i = 0; i < draws; i++) {
            Choice choice = policy.choose(context, random);
            assertEquals(probabilities[choice.action()], choice.propensity());
            counts[choice.action()]++;
        }
        fits(counts, probabilities, draws);
    }

    /** χ² of counts, that must not be beyond its 1 − 1e-4 quantile. */
    private static void fits(int[] counts, double[] probabilities, int draws) {
        double chi = IntStream.range(0, counts.length)
                .mapToDouble(i -> Math.pow(counts[i] - draws * probabilities[i], 2) / (draws * probabilities[i]))
                .sum();
        assertTrue(new ChiSquared(counts.length - 1).upper(chi) > 1e-4, () -> "chi squared " + chi);
    }

    /** The highest of draws from the posteriors takes each slot as often as the quadrature says. */
    @Test
    void thompsonDrawsFollowTheQuadrature() {
        var random = new Random(2);
        int draws = 30_000;
        int slots = 3;
        double[][] probabilities = new Thompson().slotProbabilities(ARMS, slots);
        var counts = new int[slots][ARMS.size()];
        for (int i = 0; i < draws; i++) {
            int[] order = new Thompson().sample(ARMS, slots, random);
            for (int slot = 0; slot < slots; slot++) {
                counts[slot][order[slot]]++;
            }
        }
        for (int slot = 0; slot < slots; slot++) {
            fits(counts[slot], probabilities[slot], draws);
        }
        List<Choice> slate = new Thompson().slate(ARMS, slots, new Random(3));
        int[] same = new Thompson().sample(ARMS, slots, new Random(3));
        for (int slot = 0; slot < slots; slot++) {
            assertEquals(new Choice(same[slot], probabilities[slot][same[slot]]), slate.get(slot));
        }
    }

    /** P(Beta(a, b) > Beta(c, d)) for whole shapes is a finite sum (Evan Miller 2010; Cook 2005). */
    @Test
    void twoArmsByTheClosedForm() {
        int[][] shapes = {{1, 1, 1, 1}, {5, 5, 6, 4}, {120, 5000, 150, 5100}, {1, 400, 3, 2}, {3000, 10, 2000, 9}};
        for (int[] s : shapes) {
            double expected = 0;
            for (int i = 0; i < s[0]; i++) {
                expected += Math.exp(SpecialFunctions.logBeta(s[2] + i, s[3] + s[1])
                        - Math.log(s[1] + i)
                        - SpecialFunctions.logBeta(1 + i, s[1])
                        - SpecialFunctions.logBeta(s[2], s[3]));
            }
            double[] found = new Thompson().probabilities(List.of(new Beta(s[0], s[1]), new Beta(s[2], s[3])));
            assertEquals(expected, found[0], 1e-10);
        }
    }

    @Test
    void quadratureHoldsForShapesFarFromOne() {
        for (double shape : new double[] {0.01, 0.3, 1, 50, 1e6}) {
            double[][] even = new Thompson()
                    .slotProbabilities(
                            List.of(new Beta(shape, 2 * shape), new Beta(shape, 2 * shape), new Beta(shape, 2 * shape)),
                            3);
            for (double[] slot : even) {
                assertArrayEquals(new double[] {1.0 / 3, 1.0 / 3, 1.0 / 3}, slot, 1e-9);
            }
        }
        // X is almost surely 0 or 1, so that the arms tie at odds; P(first wins) = 1/2 · 1/2 + …, by symmetry 1/2.
        double[] mixed = new Thompson().probabilities(List.of(new Beta(0.02, 0.02), new Beta(1e6, 1e6)));
        assertEquals(0.5, mixed[0], 1e-10);
        double[] hopeless = new Thompson().probabilities(List.of(new Beta(2, 998), new Beta(900, 100)));
        assertTrue(hopeless[0] < 1e-15 && hopeless[1] > 1 - 1e-12);
    }

    @Test
    void slotsOfAllArmsAreADoublyStochasticMatrix() {
        double[][] slots = new Thompson().slotProbabilities(ARMS, ARMS.size());
        for (int arm = 0; arm < ARMS.size(); arm++) {
            int column = arm;
            assertEquals(1, DoubleStream.of(slots[arm]).sum(), 1e-12);
            assertEquals(
                    1,
                    IntStream.range(0, slots.length)
                            .mapToDouble(slot -> slots[slot][column])
                            .sum(),
                    1e-10);
        }
    }

    @Test
    void armsLearn() {
        var arms = new BernoulliArms(2, new Beta(1, 3));
        arms.accept(0, true);
        arms.accept(0, false);
        arms.accept(1, true);
        assertEquals(List.of(new Beta(2, 4), new Beta(2, 3)), arms.posteriors());
    }

    /** A⁻¹ kept by updates against normal equations solved by elimination. */
    @Test
    void linUcbSolvesTheRidgeRegression() {
        var random = new Random(4);
        int d = 5;
        var policy = new LinUcb(1, d, 1, 0.5);
        var equations = new double[d][d + 1];
        for (int i = 0; i < d; i++) {
            equations[i][i] = 0.5;
        }
        for (int t = 0; t < 200; t++) {
            double[] x = random.doubles(d, -1, 1).toArray();
            double reward = random.nextGaussian();
            policy.accept(0, x, reward);
            for (int i = 0; i < d; i++) {
                equations[i][d] += reward * x[i];
                for (int j = 0; j < d; j++) {
                    equations[i][j] += x[i] * x[j];
                }
            }
        }
        assertArrayEquals(solve(equations), policy.coefficients(0), 1e-12);
    }

    private static double[] solve(double[][] rows) {
        int d = rows.length;
        for (int i = 0; i < d; i++) {
            for (int k = 0; k < d; k++) {
                double factor = k == i ? 0 : rows[k][i] / rows[i][i];
                for (int j = i; j <= d; j++) {
                    rows[k][j] -= factor * rows[i][j];
                }
            }
        }
        return IntStream.range(0, d).mapToDouble(i -> rows[i][d] / rows[i][i]).toArray();
    }

    @Test
    void choosingIsRepeatable() {
        var policy = new UniformExploration<>(new Thompson(), 0.05);
        assertEquals(policy.choose(ARMS, new Random(9)), policy.choose(ARMS, new Random(9)));
    }

    @Test
    void refusesWhatCannotBe() {
        refused("from 0 to 1, not 5", () -> UniformExploration.greedy(5));
        refused("no action", () -> new Greedy().probabilities(new double[0]));
        refused("value of action 1 is NaN", () -> new Greedy().probabilities(new double[] {1, Double.NaN}));
        refused("temperature", () -> new Softmax(0));
        refused("must sum to 1", () -> Choice.draw(new double[] {0.5, 0.4}, new Random(1)));
        refused("probability of action 0 is -0.5", () -> Choice.draw(new double[] {-0.5, 1.5}, new Random(1)));
        refused("above 0", () -> new Choice(0, 0));
        refused("no arm", () -> new Thompson().probabilities(List.of()));
        refused("not 5", () -> new Thompson().slotProbabilities(ARMS, 5));
        refused("no arm 2", () -> new BernoulliArms(2, new Beta(1, 1)).accept(2, true));
        var linear = new LinUcb(2, 2, 1, 1);
        refused("1 features where 2", () -> linear.bounds(new double[] {1}));
        refused("finite", () -> linear.bounds(new double[] {1, Double.NaN}));
        refused("no arm -1", () -> linear.accept(-1, new double[] {1, 2}, 0));
        refused("ridge", () -> new LinUcb(2, 2, 1, 0));
    }

    private static void refused(String saying, Executable what) {
        String message = String.valueOf(
                assertThrows(IllegalArgumentException.class, what).getMessage());
        assertTrue(message.contains(saying), message);
    }
}
