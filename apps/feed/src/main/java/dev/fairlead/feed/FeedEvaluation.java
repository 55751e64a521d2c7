package dev.fairlead.feed;

import dev.fairlead.evaluate.Evaluation;
import dev.fairlead.evaluate.EvaluationConfig;
import dev.fairlead.evaluate.FeatureImportance;
import dev.fairlead.evaluate.JudgedList;
import dev.fairlead.evaluate.PolicyScores;
import dev.fairlead.evaluate.Reliability;
import dev.fairlead.events.Event;
import dev.fairlead.learn.LogisticRegression;
import dev.fairlead.learn.Matrix;
import dev.fairlead.learn.MetricRow;
import dev.fairlead.learn.NegativeSampling;
import dev.fairlead.learn.Split;
import dev.fairlead.log.EventLog;
import dev.fairlead.log.Position;
import dev.fairlead.market.events.CatalogueItem;
import dev.fairlead.market.events.Click;
import dev.fairlead.market.features.FeatureQuery;
import dev.fairlead.market.features.Market;
import dev.fairlead.ranking.RankingModel;
import dev.fairlead.ranking.Scores;
import dev.fairlead.ranking.ShownList;
import dev.fairlead.ranking.TrainingSet;
import dev.fairlead.state.FeatureStore;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Measures a model beside the baselines on one span of a prepared log.
 *
 * <p>Every policy orders the items that were shown. What they earned was earned where they were shown, so a policy that
 * would have shown other items is judged on these only.
 */
public final class FeedEvaluation {
    /** The policy under test. */
    public static final String MODEL = "model";

    private static final double NEW_DAYS = 7;

    private final FeedConfig config;
    private final FeatureStore<FeatureQuery, Market> features =
            FeedFeatures.create().store();
    private final int width = features.width();

    public FeedEvaluation(FeedConfig config) {
        this.config = config;
    }

    /** The rows of the table, and what the report draws beside it. */
    public record Result(List<MetricRow> rows, List<Reliability> reliability, List<FeatureImportance> importance) {}

    static boolean happened(FeedConfig.Outcome outcome, ShownList.Outcome what) {
        long when = outcome == FeedConfig.Outcome.CLICK ? what.clicked() : what.purchased();
        return when != ShownList.Outcome.NEVER;
    }

    /** Everything: every baseline, the model's two parts and the model. @param log for counting popularity */
    public Result evaluate(FeedTraining.Prepared prepared, Split.Span span, RankingModel model, EventLog log) {
        if (prepared.config() != config) {
            return new FeedEvaluation(prepared.config()).evaluate(prepared, span, model, log);
        }
        TrainingSet set = prepared.set().only(prepared.split(), span);
        Facts facts = Facts.of(log, prepared.data().events(), prepared.split().testFrom());
        List<JudgedList> lists = judged(set, facts);
        List<PolicyScores> policies = new ArrayList<>(baselines(set, facts));
        policies.addAll(learned(prepared, set, model));
        List<MetricRow> rows = Evaluation.evaluate(lists, policies, evaluationConfig());
        List<Reliability> reliability = policies.stream()
                .filter(PolicyScores::hasProbabilities)
                .map(p -> Reliability.of(lists, p))
                .toList();
        return new Result(rows, reliability, importance(model));
    }

    /** The model alone, for its card. */
    public List<MetricRow> brief(FeedTraining.Prepared prepared, Split.Span span, RankingModel model) {
        if (prepared.config() != config) {
            return new FeedEvaluation(prepared.config()).brief(prepared, span, model);
        }
        TrainingSet set = prepared.set().only(prepared.split(), span);
        PolicyScores scores = scores(MODEL, set, model, Scores::value, true);
        return Evaluation.evaluate(
                        judged(set, Facts.NONE),
                        List.of(scores),
                        EvaluationConfig.against("").withReplicates(200))
                .stream()
                .filter(row -> row.slice().equals("all"))
                .toList();
    }

    private EvaluationConfig evaluationConfig() {
        return EvaluationConfig.against(config.outcome() == FeedConfig.Outcome.CLICK ? "session-recent" : "heuristic");
    }

    private List<FeatureImportance> importance(RankingModel model) {
        double[] shares = model.importance();
        return IntStream.range(0, width)
                .mapToObj(i -> new FeatureImportance(model.features().get(i), shares[i]))
                .toList();
    }

    private List<JudgedList> judged(TrainingSet set, Facts facts) {
        List<JudgedList> lists = new ArrayList<>();
        for (int l = 0; l < set.lists().size(); l++) {
            lists.add(judged(set.lists().get(l), set.rows()[l], facts));
        }
        return lists;
    }

    private JudgedList judged(ShownList list, float[] rows, Facts facts) {
        int n = list.size();
        float[] grades = new float[n];
        boolean[] outcomes = new boolean[n];
        double[] values = new double[n];
        String[] slices = new String[n];
        List<String> items = new ArrayList<>(n);
        for (int i = 0; i < n; i++) {
            ShownList.Outcome outcome = list.outcomes()[i];
            outcomes[i] = happened(config.outcome(), outcome);
            grades[i] = config.outcome() == FeedConfig.Outcome.CLICK ? (outcomes[i] ? 1 : 0) : outcome.grade();
            values[i] = at(rows, i, "price");
            items.add(list.item(i));
            double sellerDays = at(rows, i, "seller_age_days");
            slices[i] = Double.isNaN(sellerDays) ? "" : sellerDays < NEW_DAYS ? "new" : "old";
        }
        Map<String, String> of = new HashMap<>();
        of.put("device", list.context().device());
        of.put("market", list.context().market());
        double userDays = at(rows, 0, "user_age_days");
        of.put("user", Double.isNaN(userDays) || userDays < 1 ? "new" : "old");
        of.values().removeIf(String::isEmpty);
        List<String> sellers =
                items.stream().map(item -> facts.sellers.getOrDefault(item, "")).toList();
        return new JudgedList(list.request(), list.user(), of, items, sellers, grades, outcomes, values, slices);
    }

    private double at(float[] rows, int i, String feature) {
        return rows[i * width + features.names().indexOf(feature)];
    }

    /** What the log says of items: their sellers, and their clicks before the test span. */
    private record Facts(Map<String, String> sellers, Map<String, Integer> clicks) {
        static final Facts NONE = new Facts(Map.of(), Map.of());

        static Facts of(EventLog log, long events, long before) {
            Facts facts = new Facts(new HashMap<>(), new HashMap<>());
            log.read(Position.START, Math.toIntExact(events), logged -> {
                Event event = logged.event();
                if (event instanceof CatalogueItem item && !item.seller().isEmpty()) {
                    facts.sellers.put(item.item(), item.seller());
                } else if (event instanceof Click click && click.time() <= before) {
                    facts.clicks.merge(click.item(), 1, Integer::sum);
                }
            });
            return facts;
        }
    }

    private List<PolicyScores> baselines(TrainingSet set, Facts facts) {
        Heuristic heuristic = new Heuristic(config.heuristic(), features.names());
        return List.of(
                ordering("shown-order", set, (_, _, i) -> -i),
                ordering("popularity", set, (list, _, i) -> facts.clicks.getOrDefault(list.item(i), 0)),
                ordering("cheapest-first", set, FeedEvaluation::cheapness),
                ordering("session-recent", set, (_, rows, i) -> {
                    double recency = at(rows, i, "session_item_recency");
                    return Double.isNaN(recency) ? -1e6 : -recency;
                }),
                PolicyScores.ordering("heuristic", perList(set, (_, rows) -> heuristic.score(rows))));
    }

    /** Cheapest first; of equal prices the smaller id, as text. An item without a price comes last. */
    private static double cheapness(ShownList list, float[] rows, int i) {
        int before = 0;
        for (int j = 0; j < list.size(); j++) {
            int byPrice = Double.compare(list.price(j), list.price(i));
            before += byPrice < 0 || (byPrice == 0 && list.item(j).compareTo(list.item(i)) < 0) ? 1 : 0;
        }
        return -before;
    }

    private List<PolicyScores> learned(FeedTraining.Prepared prepared, TrainingSet set, RankingModel model) {
        LogisticRegression logistic = logistic(prepared);
        double[][] linear = perList(
                set,
                (list, rows) -> IntStream.range(0, list.size())
                        .mapToDouble(i -> logistic.probability(rows, i * width))
                        .toArray());
        return List.of(
                new PolicyScores("logistic-regression", linear, linear),
                scores("lambdamart", set, model, Scores::ranker, false),
                scores("boosted-classifier", set, model, Scores::probability, false),
                scores(MODEL, set, model, Scores::value, true));
    }

    private LogisticRegression logistic(FeedTraining.Prepared prepared) {
        TrainingSet train = prepared.set().only(prepared.split(), Split.Span.TRAIN);
        int size = train.size();
        float[] rows = new float[size * width];
        float[] labels = new float[size];
        int at = 0;
        for (int l = 0; l < train.lists().size(); l++) {
            ShownList list = train.lists().get(l);
            System.arraycopy(train.rows()[l], 0, rows, at * width, list.size() * width);
            for (int i = 0; i < list.size(); i++) {
                ShownList.Outcome known =
                        list.outcomes()[i].knownBefore(prepared.split().testFrom());
                labels[at++] = happened(config.outcome(), known) ? 1 : 0;
            }
        }
        int[] numeric = IntStream.range(0, width)
                .filter(i -> !features.features().get(i).column().categorical())
                .toArray();
        Matrix all = new Matrix(rows, width, labels, new float[0], new int[0]);
        return LogisticRegression.fit(
                new NegativeSampling(config.negativesPerPositive(), config.seed()).sample(all), numeric, 1);
    }

    private PolicyScores scores(
            String name,
            TrainingSet set,
            RankingModel model,
            Function<Scores, double[]> order,
            boolean withProbabilities) {
        double[][] scores = new double[set.lists().size()][];
        double[][] probabilities = new double[withProbabilities ? scores.length : 0][];
        for (int l = 0; l < scores.length; l++) {
            float[] rows = set.rows()[l];
            int n = set.lists().get(l).size();
            Scores of = model.score(rows, column(rows, n, "price"), column(rows, n, "margin"));
            scores[l] = order.apply(of);
            if (withProbabilities) {
                probabilities[l] = of.probability();
            }
        }
        return new PolicyScores(name, scores, probabilities);
    }

    private double[] column(float[] rows, int n, String feature) {
        return IntStream.range(0, n).mapToDouble(i -> at(rows, i, feature)).toArray();
    }

    private interface ItemScore {
        double of(ShownList list, float[] rows, int i);
    }

    private interface ListScore {
        double[] of(ShownList list, float[] rows);
    }

    private static PolicyScores ordering(String name, TrainingSet set, ItemScore score) {
        return PolicyScores.ordering(
                name,
                perList(
                        set,
                        (list, rows) -> IntStream.range(0, list.size())
                                .mapToDouble(i -> score.of(list, rows, i))
                                .toArray()));
    }

    private static double[][] perList(TrainingSet set, ListScore score) {
        return IntStream.range(0, set.lists().size())
                .mapToObj(l -> score.of(set.lists().get(l), set.rows()[l]))
                .toArray(double[][]::new);
    }
}
