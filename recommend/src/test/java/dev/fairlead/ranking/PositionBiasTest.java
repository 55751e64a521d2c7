package dev.fairlead.ranking;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.log.Position;
import dev.fairlead.market.events.Context;
import dev.fairlead.market.features.FeatureQuery;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Position bias of simulated clicks, P(click) = position^−η × γ, beside the η they were drawn with. */
class PositionBiasTest {
    private static final int SLOTS = 10;

    /**
     * Lists in which better items stand higher, and of whose slots some are drawn evenly.
     *
     * @param drawn share of the slots that are drawn
     * @param relevance by list and slot, filled
     */
    private static List<ShownList> lists(long seed, int count, double eta, double drawn, List<double[]> relevance) {
        SplittableRandom random = new SplittableRandom(seed);
        List<ShownList> lists = new ArrayList<>();
        for (int l = 0; l < count; l++) {
            double[] gamma = random.doubles(SLOTS).map(g -> 0.02 + 0.3 * g * g).toArray();
            Arrays.sort(gamma);
            boolean[] even = new boolean[SLOTS];
            double[] own = new double[SLOTS];
            ShownList.Outcome[] outcomes = new ShownList.Outcome[SLOTS];
            for (int i = 0; i < SLOTS; i++) {
                even[i] = random.nextDouble() < drawn;
                double g = random.nextDouble();
                own[i] = even[i] ? 0.02 + 0.3 * g * g : gamma[SLOTS - 1 - i];
                boolean clicked = random.nextDouble() < Math.pow(i + 1, -eta) * own[i];
                outcomes[i] = new ShownList.Outcome(
                        clicked ? 5 : ShownList.Outcome.NEVER, ShownList.Outcome.NEVER, List.of());
            }
            relevance.add(own);
            lists.add(list("r" + l, even, outcomes));
        }
        return lists;
    }

    private static ShownList list(String request, boolean[] even, ShownList.Outcome[] outcomes) {
        List<String> items = IntStream.range(0, SLOTS).mapToObj(i -> "i" + i).toList();
        FeatureQuery query = new FeatureQuery("u", "s", Context.UNKNOWN, 0, items, new double[0]);
        double[] unknown = new double[SLOTS];
        return new ShownList(
                request,
                "home",
                Context.UNKNOWN,
                query,
                Position.START,
                0,
                IntStream.range(0, SLOTS).toArray(),
                unknown,
                unknown,
                even,
                outcomes);
    }

    /** The likelihood is looked at everywhere on a grid. */
    private static double naive(PositionBias.Slots slots) {
        double best = 0;
        double most = Double.NEGATIVE_INFINITY;
        double clicks = Arrays.stream(slots.clicks()).sum();
        for (double eta = -2; eta < 3; eta += 0.0005) {
            double weights = 0;
            double log = 0;
            for (int k = 0; k < SLOTS; k++) {
                weights += slots.impressions()[k] * Math.pow(k + 1, -eta);
                log -= slots.clicks()[k] * eta * Math.log(k + 1);
            }
            log -= clicks * Math.log(weights);
            if (log > most) {
                most = log;
                best = eta;
            }
        }
        return best;
    }

    @Test
    void drawnSlotsTellTheExponentAndItsIntervalHoldsIt() {
        int held = 0;
        for (long seed = 1; seed <= 100; seed++) {
            List<ShownList> lists = lists(seed, 2_000, 0.6, 0.1, new ArrayList<>());
            PositionBias bias = PositionBias.randomized(lists);
            assertEquals(naive(PositionBias.slots(lists, true)), bias.exponent(), 0.001, "seed " + seed);
            held += bias.low() <= 0.6 && 0.6 <= bias.high() ? 1 : 0;
        }
        assertTrue(held >= 89 && held <= 100, held + " of 100 intervals hold the truth"); // 95 ± 3 deviations
    }

    @Test
    void allSlotsTogetherWouldTakeTheOrderOfTheItemsForBias() {
        List<ShownList> lists = lists(3, 20_000, 0.6, 0, new ArrayList<>());
        lists.replaceAll(list -> list(list.request(), ones(), list.outcomes())); // as if all had been drawn
        assertTrue(PositionBias.randomized(lists).low() > 0.8);
    }

    private static boolean[] ones() {
        boolean[] ones = new boolean[SLOTS];
        Arrays.fill(ones, true);
        return ones;
    }

    @Test
    void regressionTellsItFromAllSlotsWhenTheFeaturesKnowTheItems() {
        List<double[]> relevance = new ArrayList<>();
        List<ShownList> lists = lists(5, 2_000, 0.6, 0.1, relevance);
        float[][] rows = relevance.stream()
                .map(gammas -> {
                    float[] row = new float[SLOTS];
                    for (int i = 0; i < SLOTS; i++) {
                        row[i] = (float) Math.log(gammas[i] / (1 - gammas[i]));
                    }
                    return row;
                })
                .toArray(float[][]::new);
        PositionBias bias = PositionBias.regressionEm(new TrainingSet(lists, rows, 1));
        assertEquals(0.6, bias.exponent(), 0.15);
        assertEquals(20_000, bias.impressions());
    }

    @Test
    void tooFewClicksAreRefused() {
        List<ShownList> lists = lists(1, 20, 0.6, 0.1, new ArrayList<>());
        IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> PositionBias.randomized(lists));
        assertTrue(String.valueOf(e.getMessage()).contains("at least 50"), e::toString);
    }

    @Test
    void weightsAreTheInverseAndClipped() {
        PositionBias bias = new PositionBias(1, Double.NaN, Double.NaN, 0, 0);
        assertEquals(1, bias.weight(1, 5));
        assertEquals(4, bias.weight(4, 5), 1e-12);
        assertEquals(5, bias.weight(40, 5));
        assertEquals(1, new PositionBias(-0.3, Double.NaN, Double.NaN, 0, 0).weight(9, 5), "below is never better");
    }

    /** Weighted by hand: a click at position 1 that is ranked second, and one at position 4 that is ranked first. */
    @Test
    void weightedReciprocalRank() {
        ShownList.Outcome none = new ShownList.Outcome(ShownList.Outcome.NEVER, ShownList.Outcome.NEVER, List.of());
        ShownList.Outcome[] outcomes = new ShownList.Outcome[SLOTS];
        Arrays.fill(outcomes, none);
        outcomes[0] = new ShownList.Outcome(5, ShownList.Outcome.NEVER, List.of());
        outcomes[3] = outcomes[0];
        double[] scores = new double[SLOTS];
        scores[3] = 2;
        scores[0] = 1;
        PositionBias bias = new PositionBias(1, Double.NaN, Double.NaN, 0, 0);
        double[] told =
                bias.reciprocalRank(List.of(list("r", new boolean[SLOTS], outcomes)), new double[][] {scores}, 10);
        assertEquals((1 * 0.5 + 4 * 1) / 5, told[0], 1e-12);
        assertEquals(25.0 / 17, told[1], 1e-12);
    }
}
