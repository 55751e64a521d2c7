package dev.fairlead.learn;

import java.util.List;
import java.util.function.IntConsumer;

/** Grows gradient-boosted trees. Deterministic: equal input gives equal bytes. */
public interface GbdtTrainer {
    /**
     * @param model LightGBM model text, cut after the best tree
     * @param trees trees kept
     * @param validationScore metric on the validation rows at the best tree (NDCG@50 or log loss); NaN without validation
     */
    record Trained(String model, int trees, double validationScore) {}

    /**
     * Trains.
     *
     * @param featureNames one per column
     * @param validation stops the training early; pass an empty list of rows ({@code labels.length == 0}) to grow exactly
     *     {@link GbdtParameters#trees}
     * @param progress told each tree's number
     */
    Trained train(
            GbdtParameters boosting, List<String> featureNames, Matrix train, Matrix validation, IntConsumer progress);

    /** Name and version of the library, for provenance. */
    String library();
}
