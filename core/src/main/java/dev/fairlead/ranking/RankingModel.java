package dev.fairlead.ranking;

import dev.fairlead.events.Contract;
import dev.fairlead.events.ContractViolation;
import dev.fairlead.events.FieldWriter;
import dev.fairlead.retrieval.TowerModel;
import dev.fairlead.trees.TreeEnsemble;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * A LambdaMART ranker, a boosted classifier of the outcome with its calibration, what rows they read, and the towers, if any, that
 * find the candidates. Immutable;
 * scoring is safe from many threads.
 *
 * <p>For {@link Objective#RELEVANCE} the two are put on one scale, shares of the list, and averaged: the ranker's softmax
 * {@code exp(s_i) / Σ exp(s_j)} and the classifier's {@code σ(s_i) / Σ σ(s_j)}. Where one outcome a list is the rule, both
 * estimate which item it will be.
 */
public final class RankingModel {
    private final List<String> features;
    private final String fingerprint;
    private final Objective objective;
    private final String rankerText;
    private final String classifierText;
    private final Isotonic calibration;
    private final TreeEnsemble ranker;
    private final TreeEnsemble classifier;
    private final Optional<TowerModel> towers;

    /**
     * @param features names of the columns, in order
     * @param fingerprint of the feature definitions
     * @param ranker LightGBM model text
     * @param classifier LightGBM model text, binary objective
     * @param calibration from the classifier's raw score to a probability
     * @throws IllegalArgumentException if a text is not a model, or is of another number of columns
     */
    public RankingModel(
            List<String> features,
            String fingerprint,
            Objective objective,
            String ranker,
            String classifier,
            Isotonic calibration) {
        this(features, fingerprint, objective, ranker, classifier, calibration, Optional.empty());
    }

    private RankingModel(
            List<String> features,
            String fingerprint,
            Objective objective,
            String ranker,
            String classifier,
            Isotonic calibration,
            Optional<TowerModel> towers) {
        this.features = List.copyOf(features);
        this.fingerprint = fingerprint;
        this.objective = objective;
        this.rankerText = ranker;
        this.classifierText = classifier;
        this.calibration = calibration;
        this.towers = towers;
        this.ranker = TreeEnsemble.parse(ranker);
        this.classifier = TreeEnsemble.parse(classifier);
        for (TreeEnsemble trees : List.of(this.ranker, this.classifier)) {
            if (trees.features() != features.size() || trees.classes() != 1) {
                throw new IllegalArgumentException("trees of " + trees.features() + " columns and " + trees.classes()
                        + " classes do not fit " + features.size() + " features and one score");
            }
        }
    }

    /** This model with towers that find its candidates. */
    public RankingModel with(TowerModel found) {
        return new RankingModel(
                features, fingerprint, objective, rankerText, classifierText, calibration, Optional.of(found));
    }

    /** What finds candidates for it; empty when it ranks what others find. */
    public Optional<TowerModel> towers() {
        return towers;
    }

    public List<String> features() {
        return features;
    }

    public String fingerprint() {
        return fingerprint;
    }

    public Objective objective() {
        return objective;
    }

    /** Total gain of the splits on each feature, in the ranker and in the classifier, each scaled to sum to 1, averaged. */
    public double[] importance() {
        double[] a = shares(ranker.gainImportance());
        double[] b = shares(classifier.gainImportance());
        return IntStream.range(0, a.length).mapToDouble(i -> (a[i] + b[i]) / 2).toArray();
    }

    /**
     * Scores the candidates of one list.
     *
     * @param rows row-major, one row of {@link #features} per candidate
     * @param prices one per candidate; NaN when not known
     * @param margins one per candidate; NaN when not known
     */
    public Scores score(float[] rows, double[] prices, double[] margins) {
        int n = prices.length;
        double[] rank = new double[n];
        double[] raw = new double[n];
        ranker.raw(rows, n, rank);
        classifier.raw(rows, n, raw);
        double[] probability = new double[n];
        for (int i = 0; i < n; i++) {
            probability[i] = calibration.probability(raw[i]);
        }
        double[] value =
                objective == Objective.RELEVANCE ? relevance(rank, raw) : expectedMargin(probability, prices, margins);
        return new Scores(rank, probability, value);
    }

    /** Brings scoring to full speed, so that the first requests are not the slow ones; see {@link TreeEnsemble#warmUp}. */
    public void warmUp() {
        ranker.warmUp();
        classifier.warmUp();
    }

    /** The classifier's score before calibration, in log odds, of {@code n} rows. */
    double[] classifierScores(float[] rows, int n) {
        double[] raw = new double[n];
        classifier.raw(rows, n, raw);
        return raw;
    }

    private static double[] relevance(double[] rank, double[] raw) {
        double top = Arrays.stream(rank).max().orElse(0);
        double[] a = shares(Arrays.stream(rank).map(s -> Math.exp(s - top)).toArray());
        double[] b = shares(Arrays.stream(raw).map(s -> 1 / (1 + Math.exp(-s))).toArray());
        return IntStream.range(0, a.length).mapToDouble(i -> (a[i] + b[i]) / 2).toArray();
    }

    private static double[] shares(double[] parts) {
        double total = DoubleStream.of(parts).sum();
        return Arrays.stream(parts).map(p -> total == 0 ? 0 : p / total).toArray();
    }

    private static double[] expectedMargin(double[] probability, double[] prices, double[] margins) {
        double[] known =
                Arrays.stream(prices).filter(p -> !Double.isNaN(p)).sorted().toArray();
        double median = known.length == 0 ? 1 : known[(known.length - 1) / 2];
        double[] value = new double[probability.length];
        for (int i = 0; i < value.length; i++) {
            double price = Double.isNaN(prices[i]) ? median : prices[i];
            double margin = Double.isNaN(margins[i]) ? 1 : margins[i];
            value[i] = probability[i] * price * margin;
        }
        return value;
    }

    /** Writes everything that scores depend on. */
    public void write(FieldWriter out) {
        out.texts("features", features);
        out.text("fingerprint", fingerprint);
        out.text("objective", objective.name());
        out.records("calibration", points(), (i, point) -> {
            point.number("score", calibration.scores()[i]);
            point.number("probability", calibration.probabilities()[i]);
        });
        out.text("ranker", rankerText);
        out.text("classifier", classifierText);
        towers.ifPresent(found -> out.object("towers", found::write));
    }

    private List<Integer> points() {
        return IntStream.range(0, calibration.scores().length).boxed().toList();
    }

    /** @throws ContractViolation if something is missing or does not fit together */
    public static RankingModel read(Contract in) throws ContractViolation {
        List<String> features = in.texts("features");
        String fingerprint = in.text("fingerprint");
        String objective = in.text("objective");
        List<double[]> points = in.records("calibration", point -> new double[] {
            point.number("score", -Double.MAX_VALUE, Double.MAX_VALUE), point.number("probability", 0, 1)
        });
        String ranker = in.raw("ranker");
        String classifier = in.raw("classifier");
        Optional<TowerModel> towers =
                in.record("towers", Optional.empty(), inner -> Optional.of(TowerModel.read(inner)));
        try {
            return new RankingModel(
                    features,
                    fingerprint,
                    Objective.valueOf(objective),
                    ranker,
                    classifier,
                    new Isotonic(
                            points.stream().mapToDouble(p -> p[0]).toArray(),
                            points.stream().mapToDouble(p -> p[1]).toArray()),
                    towers);
        } catch (RuntimeException e) {
            throw new ContractViolation("model", String.valueOf(e.getMessage()));
        }
    }
}
