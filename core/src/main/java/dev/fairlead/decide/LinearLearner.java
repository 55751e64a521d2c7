package dev.fairlead.decide;

import dev.fairlead.learn.LinearModel;
import dev.fairlead.learn.LogisticRegression;
import dev.fairlead.learn.Matrix;
import dev.fairlead.learn.MetricRow;
import dev.fairlead.registry.Learner;
import dev.fairlead.registry.ModelCard;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * Fits a logistic regression to the rows that an app's decisions logged. The first 80 % of the decisions by time are fitted; on the
 * rest the log loss is measured beside that of the share of outcomes among the fitted.
 */
final class LinearLearner implements Learner<LinearModel> {
    private static final double FITTED = 0.8;
    private static final int LEAST = 20;
    private static final double PENALTY = 1;

    private final String app;
    private final String fingerprint;
    private final int width;
    private final Label<?> label;

    LinearLearner(String app, String fingerprint, int width, Label<?> label) {
        this.app = app;
        this.fingerprint = fingerprint;
        this.width = width;
        this.label = label;
    }

    @Override
    public Trained<LinearModel> train(Source source, String numbers, Consumer<String> progress) {
        DecisionRows rows = new DecisionRows(app, fingerprint, label);
        Source.Read read = source.read(rows);
        long[] times =
                rows.decisions().stream().mapToLong(Decision::time).sorted().toArray();
        if (times.length < LEAST) {
            throw new IllegalArgumentException("the log holds " + times.length + " decisions of the app '" + app
                    + "' with today's features; at least " + LEAST + " are needed to train and to hold some out");
        }
        long from = times[0];
        long cut = Math.max(times[(int) (FITTED * times.length)], from + 1);
        long end = times[times.length - 1] + 1;
        Matrix fitted = rows.matrix(width, from, cut);
        Matrix validation = rows.matrix(width, cut, end);
        progress.accept("fitting " + fitted.size() + " rows of " + width + " features");
        LogisticRegression regression =
                LogisticRegression.fit(fitted, IntStream.range(0, width).toArray(), PENALTY);
        ModelCard card = new ModelCard(
                app,
                "Foresees '" + label.name() + "' within " + label.window() + " of a decision.",
                "A logistic regression of the logged rows of the first choice of each decision.",
                new ModelCard.DataSpan(
                        source.name(), source.simulated(), read.events(), from, cut, end, end, read.sha256()),
                numbers,
                0,
                "fairlead",
                System.getProperty("java.vendor") + " " + System.getProperty("java.version"),
                System.getProperty("os.arch"),
                List.of(new ModelCard.Fact("features", String.valueOf(width))),
                measured(regression, fitted, validation));
        return new Trained<>(card, new LinearModel(fingerprint, regression));
    }

    private static List<MetricRow> measured(LogisticRegression regression, Matrix fitted, Matrix validation) {
        if (validation.size() == 0) {
            return List.of();
        }
        double positives = 0.5
                + IntStream.range(0, fitted.size())
                        .mapToDouble(i -> fitted.labels()[i])
                        .sum();
        double base = positives / (fitted.size() + 1);
        return List.of(
                row("model", validation, i -> regression.probability(validation.rows(), i * validation.width())),
                row("share-of-outcomes", validation, _ -> base));
    }

    private interface Probability {
        double of(int row);
    }

    private static MetricRow row(String policy, Matrix validation, Probability probability) {
        double loss = IntStream.range(0, validation.size())
                .mapToDouble(i -> {
                    double p = Math.clamp(probability.of(i), 1e-12, 1 - 1e-12);
                    return -StrictMath.log(validation.labels()[i] > 0 ? p : 1 - p);
                })
                .average()
                .orElse(Double.NaN);
        return new MetricRow(policy, "log-loss", "all", loss, Double.NaN, Double.NaN, validation.size());
    }
}
