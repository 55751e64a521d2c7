package dev.fairlead.feed;

import static dev.fairlead.numbers.Parameter.flag;
import static dev.fairlead.numbers.Parameter.real;
import static dev.fairlead.numbers.Parameter.whole;

import dev.fairlead.learn.GbdtParameters;
import dev.fairlead.numbers.Numbers;
import dev.fairlead.numbers.Parameter;
import java.util.List;

/** How the trees of one of the two models are grown. */
final class TreeNumbers {
    static final TreeNumbers RANKER = new TreeNumbers("ranker", GbdtParameters.Objective.LAMBDARANK);
    static final TreeNumbers CLASSIFIER = new TreeNumbers("classifier", GbdtParameters.Objective.LOGISTIC);

    private final GbdtParameters.Objective objective;
    private final Parameter<Long> trees;
    private final Parameter<Long> patience;
    private final Parameter<Long> leaves;
    private final Parameter<Double> learningRate;
    private final Parameter<Long> minLeafRows;
    private final Parameter<Double> featureFraction;
    private final Parameter<Double> rowFraction;
    private final Parameter<Double> lambda;
    private final Parameter<Boolean> extraTrees;

    private TreeNumbers(String model, GbdtParameters.Objective objective) {
        this.objective = objective;
        trees = whole(model + ".trees", 1, 10_000, "300", "trees", "Most trees of the " + model + ".");
        patience = whole(
                model + ".patience",
                1,
                10_000,
                "30",
                "trees",
                "Trees without a better measure on the validation span after which no more are grown.");
        leaves = whole(model + ".leaves", 2, 4_096, "15", "leaves", "Most leaves of a tree.");
        learningRate = real(model + ".learning.rate", 1e-4, 1, "0.06", "", "Shrinkage of each tree.");
        minLeafRows = whole(model + ".min.leaf.rows", 1, 1_000_000, "50", "rows", "Fewest rows in a leaf.");
        featureFraction =
                real(model + ".feature.fraction", 0.01, 1, "0.6", "", "Share of the features that each tree may use.");
        rowFraction = real(model + ".row.fraction", 0.01, 1, "0.8", "", "Share of the rows that each tree sees.");
        lambda = real(model + ".lambda", 0, 1e6, "5", "", "Weight of the squared values of leaves (L2).");
        extraTrees = flag(
                model + ".extra.trees", "false", "Whether each split tries one random threshold for each feature.");
    }

    List<Parameter<?>> all() {
        return List.of(
                trees, patience, leaves, learningRate, minLeafRows, featureFraction, rowFraction, lambda, extraTrees);
    }

    /** @param categorical columns whose values are codes without order */
    GbdtParameters of(Numbers numbers, List<Integer> categorical) {
        return new GbdtParameters(
                objective,
                numbers.integer(trees),
                numbers.integer(patience),
                numbers.integer(leaves),
                numbers.get(learningRate),
                numbers.integer(minLeafRows),
                numbers.get(featureFraction),
                numbers.get(rowFraction),
                numbers.get(lambda),
                numbers.get(extraTrees),
                categorical,
                numbers.get(LearningNumbers.SEED));
    }
}
