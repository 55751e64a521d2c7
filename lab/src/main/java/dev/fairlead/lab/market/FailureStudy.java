package dev.fairlead.lab.market;

import dev.fairlead.decide.Decision;
import dev.fairlead.decide.Parity;
import dev.fairlead.feed.FeedApp;
import dev.fairlead.feed.FeedConfig;
import dev.fairlead.feed.FeedFeatures;
import dev.fairlead.feed.FeedTraining;
import dev.fairlead.learn.MetricRow;
import dev.fairlead.learn.Split;
import dev.fairlead.log.MemoryLog;
import dev.fairlead.ranking.PositionBias;
import dev.fairlead.ranking.ShownList;
import dev.fairlead.ranking.TrainingSet;
import dev.fairlead.registry.Release;
import dev.fairlead.server.Training;
import dev.fairlead.sim.MarketConfig;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Mistakes that many teams make once, made on purpose in simulated markets, each beside its cure. Markets are lived through from the same
 * first days with the same luck, so that a difference is the mistake's doing.
 */
final class FailureStudy {
    private static final String BOUGHT = "trained-on-purchases";
    private static final String CLICKED = "trained-on-clicks";
    private static final String WEIGHTED = "trained-on-clicks-weighted";
    private static final String UNRULED = "heuristic-without-quota";
    private static final String RULED = "heuristic-with-quota";
    private static final double CLIP = 10;

    private final FeedConfig config;
    private final Consumer<String> progress;
    private final Map<String, List<Double>> figures = new LinkedHashMap<>(); // by policy and metric

    FailureStudy(FeedConfig config, Consumer<String> progress) {
        this.config = config;
        this.progress = progress;
    }

    private void add(String policy, String metric, double value) {
        figures.computeIfAbsent(policy + " " + metric, _ -> new ArrayList<>()).add(value);
    }

    /** Lives through one market. */
    void run(MarketConfig world, int historyDays) {
        MarketStudy study = new MarketStudy(world, historyDays, config, progress);
        MemoryLog log = study.log();
        FeedConfig clicks = config.with("labels.outcome", "click").with("objective", "relevance");
        FeedConfig weighted = clicks.with("training.position.bias", "randomized");
        Release bought = MarketStudy.trained(world, log, config, progress);
        Release clicked = MarketStudy.trained(world, log, clicks, progress);
        Release corrected = MarketStudy.trained(world, log, weighted, progress);
        offline(world, log, clicks, CLICKED);
        offline(world, log, weighted, WEIGHTED);
        online(BOUGHT, study.live(config, Optional.of(bought)));
        online(CLICKED, study.live(config, Optional.of(clicked)));
        online(WEIGHTED, study.live(config, Optional.of(corrected)));
        FeedConfig bare = config.bare();
        online(UNRULED, study.live(bare, Optional.empty()));
        online(
                RULED,
                study.live(
                        bare.with("policy.new.seller.share", config.value("policy.new.seller.share")),
                        Optional.empty()));
        skewed(log);
    }

    private void online(String policy, MarketStudy.Outcome outcome) {
        progress.accept(policy + ": " + outcome);
        add(policy, "clicks-per-slot", outcome.score().clickRate());
        add(policy, "conversion", outcome.score().conversion());
        add(policy, "gmv-per-session", outcome.score().gmvPerSession());
        add(policy, "expected-gmv-per-slate", outcome.expectedGmv());
        add(policy, "new-seller-share", outcome.score().newSellerSlots());
        add(policy, "slots", outcome.slots());
        add(policy, "sold-out-slots", outcome.soldOut());
    }

    /** Mean reciprocal rank of the clicks of the last fifth, which is not trained on: as logged, and as if every position were noticed. */
    private void offline(MarketConfig world, MemoryLog log, FeedConfig with, String policy) {
        Training training = new Training(with, progress);
        FeedTraining.Prepared prepared =
                training.prepare(Training.source("simulated market, seed " + world.seed(), true, log, log.end()));
        FeedTraining.Trained trained = training.train(prepared);
        TrainingSet test = prepared.set().only(prepared.split(), Split.Span.TEST);
        List<ShownList> before =
                prepared.set().only(prepared.split(), Split.Span.TRAIN).lists();
        PositionBias bias = PositionBias.randomized(before);
        double[][] scores = new double[test.lists().size()][];
        for (int l = 0; l < scores.length; l++) {
            double[] ones = new double[test.lists().get(l).size()];
            Arrays.fill(ones, 1);
            scores[l] = trained.model().score(test.rows()[l], ones, ones).value();
        }
        PositionBias none = new PositionBias(0, Double.NaN, Double.NaN, 0, 0);
        add(policy, "offline-mrr-of-clicks", none.reciprocalRank(test.lists(), scores, CLIP)[0]);
        add(policy, "offline-mrr-of-clicks-weighted", bias.reciprocalRank(test.lists(), scores, CLIP)[0]);
        add(policy, "position-exponent", bias.exponent());
    }

    /** What the parity check says of the log, and of one that a server would have written whose prices came in cents. Spoils the log. */
    private void skewed(MemoryLog log) {
        add("as-served", "floats-unlike-their-replay", parity(log).differing());
        int price = FeedFeatures.create().store().names().indexOf("price");
        log.readAll(logged -> {
            if (logged.event() instanceof Decision decision) {
                decision.choices().forEach(choice -> choice.features()[price] *= 100);
            }
        });
        Parity found = parity(log);
        add("price-in-cents", "floats-unlike-their-replay", found.differing());
        progress.accept("parity of the skewed log: " + found.first());
    }

    private static Parity parity(MemoryLog log) {
        return Parity.check(log, FeedApp.NAME, FeedApp.rows());
    }

    /** The figures of each policy. */
    List<MetricRow> figures() {
        return figures.entrySet().stream()
                .map(each -> row(each.getKey(), each.getValue()))
                .toList();
    }

    /** What each mistake changes against its cure, in percent. */
    List<MetricRow> changes() {
        List<MetricRow> rows = new ArrayList<>();
        for (String metric : List.of("clicks-per-slot", "conversion", "expected-gmv-per-slate", "gmv-per-session")) {
            rows.add(change(CLICKED, BOUGHT, metric));
            rows.add(change(CLICKED, WEIGHTED, metric));
            rows.add(change(UNRULED, RULED, metric));
        }
        rows.add(change(UNRULED, RULED, "new-seller-share"));
        rows.add(change(CLICKED, WEIGHTED, "offline-mrr-of-clicks"));
        rows.add(change(CLICKED, WEIGHTED, "offline-mrr-of-clicks-weighted"));
        return rows;
    }

    private MetricRow change(String mistake, String cure, String metric) {
        List<Double> wrong = Objects.requireNonNull(figures.get(mistake + " " + metric));
        List<Double> right = Objects.requireNonNull(figures.get(cure + " " + metric));
        List<Double> percent = new ArrayList<>();
        for (int i = 0; i < wrong.size(); i++) {
            percent.add(100 * (wrong.get(i) / right.get(i) - 1));
        }
        return row(mistake + "/" + cure + " " + metric, percent);
    }

    private static MetricRow row(String key, List<Double> values) {
        String policy = key.substring(0, key.indexOf(' '));
        return StudyOptions.row(
                policy,
                key.substring(policy.length() + 1),
                values.stream().mapToDouble(Double::doubleValue).toArray());
    }
}
