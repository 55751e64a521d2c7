package dev.fairlead.lightgbm;

import dev.fairlead.learn.GbdtParameters;
import dev.fairlead.learn.GbdtTrainer;
import dev.fairlead.learn.Matrix;
import io.github.metarank.lightgbm4j.LGBMBooster;
import io.github.metarank.lightgbm4j.LGBMDataset;
import io.github.metarank.lightgbm4j.LGBMException;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Trains with LightGBM on one thread, with its deterministic mode, so that equal input gives an equal model.
 *
 * <p>Early stopping is by hand: the validation metric after each tree, and the model cut after the best one.
 */
public final class LightGbmTrainer implements GbdtTrainer {
    private static final String LIBRARY = "LightGBM 4.3.0 (lightgbm4j 4.3.0-1)";

    @Override
    public String library() {
        return LIBRARY;
    }

    @Override
    public Trained train(
            GbdtParameters boosting, List<String> featureNames, Matrix train, Matrix validation, IntConsumer progress) {
        if (train.size() == 0) {
            throw new IllegalArgumentException("there are no rows to train on");
        }
        if (featureNames.size() != train.width()) {
            throw new IllegalArgumentException(featureNames.size() + " names for " + train.width() + " columns");
        }
        for (Matrix data : List.of(train, validation)) {
            if (boosting.objective() == GbdtParameters.Objective.LAMBDARANK
                    && data.size() > 0
                    && data.groups().length == 0) {
                throw new IllegalArgumentException("a ranker is trained on lists, and the rows have no groups");
            }
        }
        NativeLibrary.load();
        String parameters = parameters(boosting);
        try (LGBMDataset rows = dataset(train, featureNames, parameters, null);
                LGBMBooster booster = LGBMBooster.create(rows, parameters)) {
            if (validation.size() == 0) {
                return fit(booster, boosting, false, progress);
            }
            try (LGBMDataset held = dataset(validation, featureNames, parameters, rows)) {
                booster.addValidData(held);
                return fit(booster, boosting, true, progress);
            }
        } catch (LGBMException e) {
            throw new IllegalStateException("LightGBM refused: " + e.getMessage(), e);
        }
    }

    private static Trained fit(LGBMBooster booster, GbdtParameters boosting, boolean validated, IntConsumer progress)
            throws LGBMException {
        boolean higherIsBetter = boosting.objective() == GbdtParameters.Objective.LAMBDARANK;
        double best = Double.NaN;
        int bestTrees = 0;
        for (int tree = 1; tree <= boosting.trees(); tree++) {
            boolean finished = booster.updateOneIter();
            progress.accept(tree);
            if (finished && tree > 1) {
                break; // no split was left to make, and no tree was grown
            }
            if (validated) {
                double score = booster.getEval(1)[0];
                if (bestTrees == 0 || (higherIsBetter ? score > best : score < best)) {
                    best = score;
                    bestTrees = tree;
                } else if (tree - bestTrees >= boosting.patience()) {
                    break;
                }
            } else {
                bestTrees = tree;
            }
            if (finished) {
                break;
            }
        }
        String model = booster.saveModelToString(0, bestTrees, LGBMBooster.FeatureImportanceType.GAIN);
        return new Trained(model, bestTrees, best);
    }

    private static LGBMDataset dataset(
            Matrix data, List<String> featureNames, String parameters, @Nullable LGBMDataset reference)
            throws LGBMException {
        LGBMDataset dataset =
                LGBMDataset.createFromMat(data.rows(), data.size(), data.width(), true, parameters, reference);
        dataset.setFeatureNames(featureNames.toArray(String[]::new));
        dataset.setField("label", data.labels());
        if (data.weights().length > 0) {
            dataset.setField("weight", data.weights());
        }
        if (data.groups().length > 0) {
            dataset.setField("group", data.groups());
        }
        return dataset;
    }

    private static String parameters(GbdtParameters b) {
        String goal = switch (b.objective()) {
            case LAMBDARANK ->
                "objective=lambdarank metric=ndcg eval_at=50 lambdarank_truncation_level=50 label_gain=0,1,3,7";
            case LOGISTIC -> "objective=binary metric=binary_logloss";
        };
        String categorical = b.categorical().isEmpty()
                ? ""
                : " categorical_feature="
                        + b.categorical().stream().map(String::valueOf).collect(Collectors.joining(","));
        return goal + " num_leaves=" + b.leaves() + " learning_rate=" + b.learningRate() + " min_data_in_leaf="
                + b.minLeafRows() + " feature_fraction=" + b.featureFraction() + " bagging_fraction=" + b.rowFraction()
                + " bagging_freq=" + (b.rowFraction() < 1 ? 1 : 0) + " lambda_l2=" + b.lambda() + " extra_trees="
                + b.extraTrees() + " seed="
                + Long.hashCode(b.seed())
                + " num_threads=1 deterministic=true force_row_wise=true verbosity=-1" + categorical;
    }
}
