package dev.fairlead.evaluate;

import java.util.List;

/** The measures of predicted probabilities, over single items. */
final class ProbabilityStatistics {
    /** Probabilities are kept this far from 0 and 1 under the logarithm. */
    static final double CLIP = 1e-15;

    private ProbabilityStatistics() {}

    static List<Statistic> of(Predictions predictions, int users) {
        RatioOfSums.Builder logLoss = new RatioOfSums.Builder("logloss", 1, users);
        RatioOfSums.Builder brier = new RatioOfSums.Builder("brier", 1, users);
        RatioOfSums.Builder predicted = new RatioOfSums.Builder("predicted-gmv/1000", 1_000, users);
        RatioOfSums.Builder observed = new RatioOfSums.Builder("observed-gmv/1000", 1_000, users);
        for (int i = 0; i < predictions.size(); i++) {
            int user = predictions.user()[i];
            double probability = predictions.probability()[i];
            double outcome = predictions.outcome()[i] ? 1 : 0;
            double value = predictions.value()[i];
            double ofOutcome = predictions.outcome()[i] ? probability : 1 - probability;
            logLoss.add(user, -Math.log(Math.clamp(ofOutcome, CLIP, 1 - CLIP)), 1);
            brier.add(user, (probability - outcome) * (probability - outcome), 1);
            if (Double.isNaN(value)) continue;
            predicted.add(user, probability * value, 1);
            observed.add(user, outcome * value, 1);
        }
        return List.of(
                GlobalAuc.of(predictions),
                logLoss.build(),
                brier.build(),
                CalibrationError.of(predictions),
                predicted.build(),
                observed.build());
    }
}
