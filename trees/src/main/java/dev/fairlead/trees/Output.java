package dev.fairlead.trees;

import java.util.List;
import java.util.Set;

/**
 * What an objective makes of raw scores when LightGBM predicts without {@code raw_score}, or XGBoost without
 * {@code output_margin}. The functions are those of {@code ObjectiveFunction::ConvertOutput} for each objective in LightGBM's
 * src/objective; for XGBoost's objectives see {@link XgBoostObjective}.
 */
sealed interface Output {
    Set<String> UNCHANGED = Set.of(
            "regression",
            "regression_l1",
            "huber",
            "fair",
            "quantile",
            "mape",
            "lambdarank",
            "rank_xendcg",
            "none",
            "custom");

    /** Converts in place the scores of one row, {@code scores[from .. from + classes)}. */
    void convert(double[] scores, int from, int classes);

    /** Predictions per row, which {@link #convert} leaves at the start of the row's scores. */
    default int outputs(int classes) {
        return classes;
    }

    default boolean isIdentity() {
        return this instanceof Identity;
    }

    default boolean isProbability() {
        return this instanceof Sigmoid || this instanceof Softmax;
    }

    /** Ranking, and regression on the scale of the label. */
    record Identity() implements Output {
        @Override
        public void convert(double[] scores, int from, int classes) {}
    }

    /** Binary and one-against-all probabilities: 1 / (1 + exp(−slope · score)). */
    record Sigmoid(double slope) implements Output {
        @Override
        public void convert(double[] scores, int from, int classes) {
            for (int i = from; i < from + classes; i++) {
                scores[i] = 1 / (1 + Math.exp(-slope * scores[i]));
            }
        }
    }

    /** Class probabilities: exp(score − max) over their sum. */
    record Softmax() implements Output {
        @Override
        public void convert(double[] scores, int from, int classes) {
            double max = scores[from];
            for (int i = from + 1; i < from + classes; i++) {
                max = Math.max(max, scores[i]);
            }
            double sum = 0;
            for (int i = from; i < from + classes; i++) {
                scores[i] = Math.exp(scores[i] - max);
                sum += scores[i];
            }
            for (int i = from; i < from + classes; i++) {
                scores[i] /= sum;
            }
        }
    }

    /** The class of the largest score, the first of equals, as XGBoost's multi:softmax gives it. */
    record Largest() implements Output {
        @Override
        public void convert(double[] scores, int from, int classes) {
            int best = 0;
            for (int i = 1; i < classes; i++) {
                best = scores[from + i] > scores[from + best] ? i : best;
            }
            scores[from] = best;
        }

        @Override
        public int outputs(int classes) {
            return 1;
        }
    }

    /** Poisson, gamma and Tweedie means: exp(score). */
    record Exponential() implements Output {
        @Override
        public void convert(double[] scores, int from, int classes) {
            for (int i = from; i < from + classes; i++) {
                scores[i] = Math.exp(scores[i]);
            }
        }
    }

    /**
     * Several expectiles of reg:expectileerror, which never cross: the first is its score, and each further one lies softplus
     * of its score, log(1 + exp(score)), and a millionth above the one before.
     */
    record Rising() implements Output {
        static final float LEAST = 1e-6f;

        @Override
        public void convert(double[] scores, int from, int classes) {
            for (int i = from + 1; i < from + classes; i++) {
                scores[i] = scores[i - 1] + LEAST + Math.max(scores[i], 0) + Math.log1p(Math.exp(-Math.abs(scores[i])));
            }
        }
    }

    /** A label, as XGBoost's binary:hinge gives it: 1 above 0, else 0. */
    record Step() implements Output {
        @Override
        public void convert(double[] scores, int from, int classes) {
            for (int i = from; i < from + classes; i++) {
                scores[i] = scores[i] > 0 ? 1 : 0;
            }
        }
    }

    /** Regression on the signed square root of the label: sign(score) · score². */
    record SignedSquare() implements Output {
        @Override
        public void convert(double[] scores, int from, int classes) {
            for (int i = from; i < from + classes; i++) {
                scores[i] = Math.signum(scores[i]) * scores[i] * scores[i];
            }
        }
    }

    /** The intensity of cross_entropy_lambda: log(1 + exp(score)). */
    record Softplus() implements Output {
        @Override
        public void convert(double[] scores, int from, int classes) {
            for (int i = from; i < from + classes; i++) {
                scores[i] = Math.log1p(Math.exp(scores[i]));
            }
        }
    }

    /** Reads an objective such as {@code binary sigmoid:1} or {@code regression sqrt}. */
    static Output of(Field objective, int classes) {
        String[] words = objective.value().strip().split(" +");
        return switch (words[0]) {
            case "binary", "multiclassova" -> new Sigmoid(slope(objective, words));
            case "cross_entropy", "xentropy" -> new Sigmoid(1);
            case "cross_entropy_lambda", "xentlambda" -> new Softplus();
            case "multiclass" -> softmax(objective, words, classes);
            case "poisson", "gamma", "tweedie" -> new Exponential();
            case String name when UNCHANGED.contains(name) -> unchanged(words);
            default ->
                throw ModelFormatException.unsupported(
                        objective.line(),
                        "objective is " + Field.quote(objective.value()),
                        "LightGBM's own objectives of versions 2 to 4");
        };
    }

    private static Output unchanged(String[] words) {
        return List.of(words).contains("sqrt") ? new SignedSquare() : new Identity();
    }

    private static Output softmax(Field objective, String[] words, int classes) {
        if (!List.of(words).contains("num_class:" + classes)) {
            throw objective.damaged("does not agree with num_class=" + classes);
        }
        return new Softmax();
    }

    private static double slope(Field objective, String[] words) {
        for (String word : words) {
            if (word.startsWith("sigmoid:")) {
                String number = word.substring("sigmoid:".length());
                return Tokens.doubles(new Field(objective.name(), number, objective.line()), 1)[0];
            }
        }
        throw objective.damaged("has no sigmoid:NUMBER");
    }
}
