package dev.fairlead.feed;

import static dev.fairlead.numbers.Parameter.real;
import static dev.fairlead.numbers.Parameter.whole;

import dev.fairlead.numbers.Numbers;
import dev.fairlead.numbers.Parameter;
import dev.fairlead.retrieval.EaseTrainer;
import java.util.List;

/** How weights between items are learnt. */
final class SimilarityNumbers {
    private static final Parameter<Long> ITEMS = whole(
            "similarity.items",
            0,
            10_000,
            "2500",
            "items",
            "Where the log has no impressions: of how many items, those that most people met, weights between them are learnt (EASE);"
                    + " 0 learns none. Time grows with the cube.");
    private static final Parameter<Double> L2 =
            real("similarity.l2", 1e-6, 1e9, "300", "", "Ridge of the regression that learns weights between items.");
    private static final Parameter<Long> NEIGHBOURS =
            whole("similarity.neighbours", 1, 10_000, "200", "", "Weights that are kept of an item.");
    private static final Parameter<Double> HALF_LIFE = real(
            "similarity.half.life.interactions",
            0.1,
            1e9,
            "20",
            "interactions",
            "Later interactions after which what a user met counts half.");

    static final List<Parameter<?>> ALL = List.of(ITEMS, L2, NEIGHBOURS, HALF_LIFE);

    private SimilarityNumbers() {}

    static boolean on(Numbers numbers) {
        return numbers.get(ITEMS) > 1;
    }

    /** @throws IllegalArgumentException unless {@link #on} */
    static EaseTrainer.Config of(Numbers numbers) {
        return new EaseTrainer.Config(
                numbers.get(ITEMS).intValue(),
                numbers.get(L2),
                numbers.get(NEIGHBOURS).intValue(),
                numbers.get(HALF_LIFE));
    }
}
