package dev.fairlead.feed;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import dev.fairlead.market.events.Context;
import dev.fairlead.market.features.FeatureQuery;
import java.util.List;
import org.junit.jupiter.api.Test;

class HeuristicTest {
    private static final float UNKNOWN = Float.NaN;
    private static final Heuristic.Weights WEIGHTS = new Heuristic.Weights(10, 2, 3);

    private final Heuristic heuristic = new Heuristic(
            WEIGHTS, List.of("something else", "item_popularity", "item_age_days", "user_price_band_share"));

    private void assertScores(double[] expected, float... rows) {
        assertArrayEquals(expected, heuristic.score(rows), 1e-9);
    }

    @Test
    void popularityRecencyAndPriceFitMultiply() {
        // (1 + 3) × 2^(−10/10) × (1 + 2 × 0.5); then the same, twice as old; then without a fit at all.
        assertScores(new double[] {4, 2, 2}, 9, 3, 10, 0.5f, 9, 3, 20, 0.5f, 9, 3, 10, 0);
    }

    @Test
    void evidenceCountsByItsPlaces() {
        Heuristic with = new Heuristic(
                WEIGHTS,
                List.of(
                        "item_popularity",
                        "item_age_days",
                        "user_price_band_share",
                        "evidence_next",
                        "evidence_next_rank",
                        "evidence_session",
                        "evidence_session_rank"));
        // The best by both; none at all; the last of three by one: 1 + 3 × 2, 1, and 1 + 3 × 10 / (10 + 2).
        assertArrayEquals(
                new double[] {7 * 2, 2, 3.5 * 2},
                with.score(new float[] {
                    1, UNKNOWN, UNKNOWN, 0.9f, 0, 4, 0, //
                    1, UNKNOWN, UNKNOWN, 0, 2 / 3f, 0, 1 / 3f, //
                    1, UNKNOWN, UNKNOWN, 0.1f, 2 / 3f, 0, 1 / 3f
                }),
                1e-6);
    }

    @Test
    void whatIsNotKnownChangesNothing() {
        assertScores(
                new double[] {1, 4, 2, 8},
                9,
                0,
                UNKNOWN,
                UNKNOWN,
                9,
                3,
                UNKNOWN,
                UNKNOWN,
                9,
                3,
                10,
                UNKNOWN,
                9,
                3,
                UNKNOWN,
                0.5f);
    }

    @Test
    void withNothingKnownAllScoresAreEqual() {
        FeedFeatures features = FeedFeatures.create();
        FeatureQuery query =
                new FeatureQuery("nobody", "none", Context.UNKNOWN, Story.START, List.of("a", "b"), new double[0]);
        float[] rows = features.store().read(view -> view.rows(query));
        assertArrayEquals(
                new double[] {1, 1}, new Heuristic(WEIGHTS, features.store().names()).score(rows));
    }
}
