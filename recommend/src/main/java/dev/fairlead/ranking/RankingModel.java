package dev.fairlead.ranking;

import dev.fairlead.events.Contract;
import dev.fairlead.events.ContractViolation;
import dev.fairlead.events.FieldWriter;
import dev.fairlead.learn.Isotonic;
import dev.fairlead.learn.Network;
import dev.fairlead.learn.NetworkFormat;
import dev.fairlead.market.features.ItemSimilarity;
import dev.fairlead.retrieval.EaseModel;
import dev.fairlead.retrieval.TowerModel;
import dev.fairlead.trees.TreeEnsemble;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * A LambdaMART ranker and a boosted classifier of the outcome, or one network in the place of both, with a calibration, what rows they
 * read, and what it has learnt beside, if anything: towers that find the candidates, and weights between items. Immutable;
 * scoring is safe from many threads.
 *
 * <p>For {@link Objective#RELEVANCE} the two are put on one scale, shares of the list, and averaged: the ranker's softmax
 * {@code exp(s_i) / Σ exp(s_j)} and the classifier's {@code σ(s_i) / Σ σ(s_j)}. Where one outcome a list is the rule, both
 * estimate which item it will be.
 */
public final class RankingModel {
    /** Bytes of a network in one text of the document. */
    private static final int PART = 3 << 20;

    private final List<String> features;
    private final String fingerprint;
    private final Objective objective;
    private final Parts parts;
    private final Isotonic calibration;
    private final RowScorer ranker;
    private final RowScorer classifier;
    private final Optional<TowerModel> towers;
    private final Optional<EaseModel> similarity;

    /** What scores rows, as it is stored. */
    private sealed interface Parts {
        record Trees(String ranker, String classifier) implements Parts {}

        record OneNetwork(byte[] content) implements Parts {}
    }

    /** A score of each row. */
    private interface RawScores {
        void raw(float[] rows, int n, double[] out);
    }

    /**
     * What scores rows.
     *
     * @param gains total gain by column; zeros where nothing is known of it
     */
    private record RowScorer(RawScores scores, Runnable warmUp, Supplier<double[]> gains) {
        private static final int WARM = 50;

        static RowScorer of(TreeEnsemble trees) {
            return new RowScorer(trees::raw, trees::warmUp, trees::gainImportance);
        }

        static RowScorer of(Network network, int width) {
            return new RowScorer(
                    network::raw,
                    () -> {
                        for (int i = 0; i < WARM; i++) {
                            network.raw(new float[500 * width], 500, new double[500]);
                        }
                    },
                    () -> new double[width]);
        }
    }

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
        this(
                features,
                fingerprint,
                objective,
                new Parts.Trees(ranker, classifier),
                calibration,
                Optional.empty(),
                Optional.empty());
    }

    /**
     * A model of one network, whose score both orders and, calibrated, predicts.
     *
     * @param network the file
     * @param calibration from the network's score to a probability
     * @throws IllegalArgumentException if it is not a network of these columns, or none can be run here
     */
    public static RankingModel ofNetwork(
            List<String> features, String fingerprint, Objective objective, byte[] network, Isotonic calibration) {
        return new RankingModel(
                features,
                fingerprint,
                objective,
                new Parts.OneNetwork(network),
                calibration,
                Optional.empty(),
                Optional.empty());
    }

    private RankingModel(
            List<String> features,
            String fingerprint,
            Objective objective,
            Parts parts,
            Isotonic calibration,
            Optional<TowerModel> towers,
            Optional<EaseModel> similarity) {
        this.features = List.copyOf(features);
        this.fingerprint = fingerprint;
        this.objective = objective;
        this.parts = parts;
        this.calibration = calibration;
        this.towers = towers;
        this.similarity = similarity;
        switch (parts) {
            case Parts.Trees(String own, String other) -> {
                this.ranker = trees(own);
                this.classifier = trees(other);
            }
            case Parts.OneNetwork(byte[] content) -> {
                this.ranker = network(content);
                this.classifier = this.ranker;
            }
        }
    }

    private RowScorer trees(String text) {
        TreeEnsemble trees = TreeEnsemble.parse(text);
        if (trees.features() != features.size() || trees.classes() != 1) {
            throw new IllegalArgumentException("trees of " + trees.features() + " columns and " + trees.classes()
                    + " classes do not fit " + features.size() + " features and one score");
        }
        return RowScorer.of(trees);
    }

    private RowScorer network(byte[] content) {
        Network network = NetworkFormat.any(content);
        List<String> names = network.inputNames();
        for (int i = 0; i < Math.min(names.size(), features.size()); i++) {
            if (!names.get(i).equals(features.get(i))) {
                throw new IllegalArgumentException(
                        "column " + (i + 1) + " of the network is '" + names.get(i) + "', and that of the features is '"
                                + features.get(i) + "': give it the columns in their order");
            }
        }
        int inputs = names.isEmpty() ? network.inputs() : names.size();
        if (inputs != 0 && inputs != features.size()) {
            throw new IllegalArgumentException(
                    "a network of " + inputs + " columns does not fit " + features.size() + " features");
        }
        return RowScorer.of(network, features.size());
    }

    /** This model with towers that find its candidates. */
    public RankingModel with(TowerModel found) {
        return new RankingModel(features, fingerprint, objective, parts, calibration, Optional.of(found), similarity);
    }

    /** This model with what it has learnt of items, which its rows are read with. */
    public RankingModel with(EaseModel learnt) {
        return new RankingModel(features, fingerprint, objective, parts, calibration, towers, Optional.of(learnt));
    }

    /** What it has learnt of items: rows for it are read with that. */
    public Optional<ItemSimilarity> similarity() {
        return similarity.map(Function.identity());
    }

    /** What finds candidates for it; empty when it ranks what others find. */
    public Optional<TowerModel> towers() {
        return towers;
    }

    /** Whether its scores come from a network that was trained elsewhere. */
    public boolean isNetwork() {
        return parts instanceof Parts.OneNetwork;
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
        double[] a = shares(ranker.gains.get());
        double[] b = shares(classifier.gains.get());
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
        ranker.scores.raw(rows, n, rank);
        if (ranker == classifier) {
            System.arraycopy(rank, 0, raw, 0, n);
        } else {
            classifier.scores.raw(rows, n, raw);
        }
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
        ranker.warmUp.run();
        classifier.warmUp.run();
    }

    /** The classifier's (or the network's) score before calibration of {@code n} rows. */
    public double[] classifierScores(float[] rows, int n) {
        double[] raw = new double[n];
        classifier.scores.raw(rows, n, raw);
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
        switch (parts) {
            case Parts.Trees(String own, String other) -> {
                out.text("ranker", own);
                out.text("classifier", other);
            }
            case Parts.OneNetwork(byte[] content) ->
                out.records(
                        "network",
                        IntStream.rangeClosed(0, content.length / PART).boxed().toList(),
                        (part, each) -> {
                            int from = part * PART;
                            byte[] bytes = Arrays.copyOfRange(content, from, Math.min(from + PART, content.length));
                            each.text("base64", Base64.getEncoder().encodeToString(bytes));
                        });
        }
        towers.ifPresent(found -> out.object("towers", found::write));
        similarity.ifPresent(learnt -> out.object("item_similarity", learnt::write));
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
        List<byte[]> network = in.records("network", part -> decoded(part.raw("base64")));
        Parts parts = network.isEmpty()
                ? new Parts.Trees(in.raw("ranker"), in.raw("classifier"))
                : new Parts.OneNetwork(joined(network));
        Optional<TowerModel> towers =
                in.record("towers", Optional.empty(), inner -> Optional.of(TowerModel.read(inner)));
        Optional<EaseModel> similarity =
                in.record("item_similarity", Optional.empty(), inner -> Optional.of(EaseModel.read(inner)));
        try {
            return new RankingModel(
                    features,
                    fingerprint,
                    Objective.valueOf(objective),
                    parts,
                    new Isotonic(
                            points.stream().mapToDouble(p -> p[0]).toArray(),
                            points.stream().mapToDouble(p -> p[1]).toArray()),
                    towers,
                    similarity);
        } catch (RuntimeException e) {
            throw new ContractViolation("model", String.valueOf(e.getMessage()));
        }
    }

    private static byte[] joined(List<byte[]> parts) {
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        parts.forEach(whole::writeBytes);
        return whole.toByteArray();
    }

    private static byte[] decoded(String network) throws ContractViolation {
        try {
            return Base64.getDecoder().decode(network);
        } catch (IllegalArgumentException e) {
            throw new ContractViolation("network", "not base64: " + e.getMessage());
        }
    }
}
