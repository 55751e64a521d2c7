package dev.fairlead.feed;

import dev.fairlead.events.Event;
import dev.fairlead.learn.CalibrationCheck;
import dev.fairlead.learn.GbdtParameters;
import dev.fairlead.learn.GbdtTrainer;
import dev.fairlead.learn.Isotonic;
import dev.fairlead.learn.Matrix;
import dev.fairlead.learn.MetricRow;
import dev.fairlead.learn.NegativeSampling;
import dev.fairlead.learn.Split;
import dev.fairlead.log.EventLog;
import dev.fairlead.log.Fold;
import dev.fairlead.log.Position;
import dev.fairlead.market.events.Filter;
import dev.fairlead.market.events.ItemEvent;
import dev.fairlead.market.events.Search;
import dev.fairlead.market.events.Sort;
import dev.fairlead.market.features.FeatureQuery;
import dev.fairlead.market.features.Market;
import dev.fairlead.ranking.EventTimeOrder;
import dev.fairlead.ranking.JoinAudit;
import dev.fairlead.ranking.Objective;
import dev.fairlead.ranking.OutcomeJoin;
import dev.fairlead.ranking.PositionBias;
import dev.fairlead.ranking.RankingModel;
import dev.fairlead.ranking.ShownList;
import dev.fairlead.ranking.TrainingSet;
import dev.fairlead.registry.Learner;
import dev.fairlead.registry.ModelCard;
import dev.fairlead.retrieval.EaseModel;
import dev.fairlead.retrieval.ItemInteractions;
import dev.fairlead.retrieval.TowerConfig;
import dev.fairlead.retrieval.TowerData;
import dev.fairlead.retrieval.TowerModel;
import dev.fairlead.retrieval.TowerTrainer;
import dev.fairlead.state.FeatureStore;
import dev.fairlead.trees.TreeEnsemble;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * From a log to a model: join, replay, split, train, calibrate.
 *
 * <p>The ranker and the classifier are fitted on the training span and stopped early on the validation span; the
 * classifier is calibrated there too. Nothing looks at the test span: outcomes that happened in it do not label earlier
 * lists either, as nobody could have known them when the span began.
 */
public final class FeedTraining {
    private final FeedConfig config;
    private final GbdtTrainer trainer;
    private final Consumer<String> progress;

    /** @param progress told, in a sentence, what goes on */
    public FeedTraining(FeedConfig config, GbdtTrainer trainer, Consumer<String> progress) {
        this.config = config;
        this.trainer = trainer;
        this.progress = progress;
    }

    /**
     * Joined and replayed lists with their split, before any training.
     *
     * @param config the numbers to train with: without purchases to learn from, the outcome is a click; without prices, the order is by relevance
     * @param similarity what was learnt of items before the test span
     */
    public record Prepared(
            FeedConfig config,
            EventLog log,
            Position until,
            TrainingSet set,
            Split split,
            OutcomeJoin.Result joined,
            Optional<EaseModel> similarity,
            ModelCard.DataSpan data) {
        /** Of the join of outcomes to lists. */
        public JoinAudit audit() {
            return joined.audit();
        }
    }

    /** Reads the log twice: once to join outcomes and find the split, once to read features as of each list. */
    public Prepared prepare(Learner.Source source) {
        OutcomeJoin join = new OutcomeJoin(config.labels());
        LongStream.Builder actions = LongStream.builder();
        long[] interactions = {0};
        progress.accept("joining outcomes to impressions up to position " + source.until());
        Learner.Source.Read read = source.read(logged -> {
            if (isAction(logged.event())) {
                actions.add(logged.event().time());
            }
            interactions[0] += ItemInteractions.of(logged.event(), config.interactionKinds())
                            .isPresent()
                    ? 1
                    : 0;
            join.accept(logged);
        });
        OutcomeJoin.Result joined = join.result().asOfEventTime();
        if (!joined.lists().isEmpty()) {
            joined.describe().lines().forEach(progress);
        }
        long first = joined.lists().stream().mapToLong(ShownList::time).min().orElse(Long.MAX_VALUE);
        Split split = split(first, actions.build().sorted().toArray());
        LearntSimilarity similarity = joined.lists().isEmpty()
                ? LearntSimilarity.of(config, source.log(), source.until(), split.testFrom(), progress)
                : LearntSimilarity.none();
        TrainingSet set = joined.lists().isEmpty()
                ? ofInteractions(source.log(), read.events(), interactions[0], similarity)
                : replayed(source, joined);
        return new Prepared(
                fitting(set, split),
                source.log(),
                source.until(),
                set,
                split,
                joined,
                similarity.whole(),
                new ModelCard.DataSpan(
                        source.name(),
                        source.simulated(),
                        read.events(),
                        split.trainFrom(),
                        split.validationFrom(),
                        split.testFrom(),
                        split.end(),
                        read.sha256()));
    }

    /** What a log does not have cannot be learnt. */
    private FeedConfig fitting(TrainingSet set, Split split) {
        FeedConfig fitting = config;
        if (config.outcome() == FeedConfig.Outcome.PURCHASE
                && !(bought(set, split, Split.Span.TRAIN) && bought(set, split, Split.Span.VALIDATION))) {
            progress.accept("no purchase of a list before " + Instant.ofEpochMilli(split.testFrom())
                    + " to train and validate with: labels.outcome is click, which stands for any interaction");
            fitting = fitting.with("labels.outcome", "click");
        }
        int price = FeedFeatures.create().store().names().indexOf("price");
        if (config.objective() == Objective.EXPECTED_MARGIN
                && Arrays.stream(set.rows())
                        .allMatch(rows -> IntStream.range(0, rows.length / set.width())
                                .allMatch(i -> Float.isNaN(rows[i * set.width() + price])))) {
            progress.accept("no item has a price: objective is relevance, not expected margin");
            fitting = fitting.with("objective", "relevance");
        }
        return fitting;
    }

    private static boolean bought(TrainingSet set, Split split, Split.Span span) {
        return set.only(split, span).lists().stream()
                .flatMap(list -> Arrays.stream(list.outcomes()))
                .anyMatch(outcome -> outcome.purchased() < split.testFrom());
    }

    private TrainingSet replayed(Learner.Source source, OutcomeJoin.Result joined) {
        progress.accept("replaying features for " + joined.lists().size() + " lists");
        return TrainingSet.replay(
                source.log(),
                source.until(),
                () -> FeedFeatures.create(config.interactionKinds()).store(),
                joined.lists(),
                _ -> {});
    }

    private TrainingSet ofInteractions(EventLog log, long events, long interactions, LearntSimilarity similarity) {
        progress.accept("the log has no impressions: learning from " + interactions
                + " interactions, each against what the sources propose beside it");
        InteractionLists.Made made = InteractionLists.of(config, similarity, log, events, interactions, progress);
        progress.accept(
                made.set().lists().size() + " lists of " + made.asked() + " hold something that was taken next");
        return made.set();
    }

    private static boolean isAction(Event event) {
        return event instanceof ItemEvent
                || event instanceof Search
                || event instanceof Filter
                || event instanceof Sort;
    }

    /**
     * Cuts at quantiles of the times of user actions. A cut lies 1 ms before its action, so that the impression that led
     * to the action falls on the same side.
     */
    private Split split(long firstShown, long[] times) {
        if (times.length < 100) {
            throw new IllegalArgumentException("the log holds " + times.length
                    + " user actions; at least 100 are needed to train and to hold some out");
        }
        double testFrom = 1 - config.testShare();
        return new Split(
                Math.min(firstShown, times[0]),
                quantile(times, testFrom - config.validationShare()) - 1,
                quantile(times, testFrom) - 1,
                times[times.length - 1] + 1);
    }

    private static long quantile(long[] sorted, double q) {
        return sorted[(int) Math.ceil((sorted.length - 1) * q)];
    }

    /** A trained model, not yet measured. */
    public record Trained(RankingModel model, ModelCard card) {}

    /** Trains both parts and calibrates. @param metrics measures the model on the validation span, for its card */
    public Trained train(Prepared prepared, Measure metrics) {
        if (prepared.config != config) {
            return new FeedTraining(prepared.config, trainer, progress).train(prepared, metrics);
        }
        FeatureStore<FeatureQuery, Market> features =
                FeedFeatures.create(config.interactionKinds()).store();
        List<Integer> categorical = IntStream.range(0, features.width())
                .filter(i -> features.features().get(i).column().categorical())
                .boxed()
                .toList();
        PositionWeight positions = positions(prepared);
        Lists train = lists(prepared, Split.Span.TRAIN, positions);
        Lists validation = lists(prepared, Split.Span.VALIDATION, positions);

        GbdtParameters rankerPlan = config.ranker(categorical);
        GbdtParameters classifierPlan = config.classifier(categorical);
        NegativeSampling sampling = new NegativeSampling(config.negativesPerPositive(), config.seed());
        Matrix classes = sampling.sample(classes(train));
        Matrix held = classes(validation);
        Matrix validationClasses = sampling.sample(held);
        GbdtTrainer.Trained ranker = fit("ranker", rankerPlan, features, graded(train), graded(validation));
        GbdtTrainer.Trained classifier = fit("classifier", classifierPlan, features, classes, validationClasses);
        double[] raw = raw(classifier, held);
        Isotonic calibration = Isotonic.fit(raw, held.labels(), held.weights());
        CalibrationCheck calibrated = checked(raw, held);
        RankingModel validated = model(features, ranker, classifier, calibration);
        List<MetricRow> measured = metrics.of(prepared, Split.Span.VALIDATION, validated);

        RankingModel model = validated;
        if (config.refit()) {
            Lists all = train.and(validation);
            double growth = (double) all.rows() / train.rows();
            model = model(
                    features,
                    refit("ranker", rankerPlan, ranker, growth, features, graded(all)),
                    refit("classifier", classifierPlan, classifier, growth, features, sampling.sample(classes(all))),
                    calibration);
        }
        RankingModel whole = whole(prepared, model);
        List<ModelCard.Fact> trees = List.of(
                new ModelCard.Fact("ranker trees", String.valueOf(ranker.trees())),
                new ModelCard.Fact("classifier trees", String.valueOf(classifier.trees())));
        return new Trained(whole, card(prepared, trainer.library(), trees, calibrated, measured));
    }

    /**
     * Takes a network that was trained elsewhere in the place of ranker and classifier: calibrates and measures it on the validation span,
     * and trains towers beside it.
     *
     * @param network the file
     * @throws IllegalArgumentException if it is not a network of these features, or gives scores that are not numbers
     */
    public Trained adopt(Prepared prepared, byte[] network, Measure metrics) {
        if (prepared.config != config) {
            return new FeedTraining(prepared.config, trainer, progress).adopt(prepared, network, metrics);
        }
        FeatureStore<FeatureQuery, Market> features =
                FeedFeatures.create(config.interactionKinds()).store();
        Matrix validation = classes(lists(prepared, Split.Span.VALIDATION, EVEN));
        Isotonic unknown = new Isotonic(new double[] {0}, new double[] {0.5});
        double[] raw = RankingModel.ofNetwork(
                        features.names(), features.fingerprint(), config.objective(), network, unknown)
                .classifierScores(validation.rows(), validation.size());
        if (!Arrays.stream(raw).allMatch(Double::isFinite)) {
            throw new IllegalArgumentException(
                    "on rows of the log the network gives scores that are not finite numbers; does it take NaN for \"not known\"?");
        }
        progress.accept("calibrating and measuring the network on " + validation.size() + " rows");
        RankingModel model = RankingModel.ofNetwork(
                features.names(),
                features.fingerprint(),
                config.objective(),
                network,
                Isotonic.fit(raw, validation.labels(), validation.weights()));
        List<MetricRow> measured = metrics.of(prepared, Split.Span.VALIDATION, model);
        RankingModel whole = whole(prepared, model);
        return new Trained(
                whole,
                card(prepared, "a network that was trained elsewhere", List.of(), checked(raw, validation), measured));
    }

    /** With what is learnt beside the scores. */
    private RankingModel whole(Prepared prepared, RankingModel model) {
        RankingModel found = config.towers() ? model.with(towers(prepared)) : model;
        return prepared.similarity.map(found::with).orElse(found);
    }

    /** What an outcome weighs by its position, 1 the first. */
    private interface PositionWeight {
        double of(int position);
    }

    private static final PositionWeight EVEN = _ -> 1;

    private PositionWeight positions(Prepared prepared) {
        if (config.positions() == FeedConfig.Positions.NONE) {
            return EVEN;
        }
        TrainingSet train = prepared.set.only(prepared.split, Split.Span.TRAIN);
        PositionBias bias = config.positions() == FeedConfig.Positions.RANDOMIZED
                ? PositionBias.randomized(train.lists())
                : PositionBias.regressionEm(train);
        progress.accept(String.format(
                Locale.ROOT,
                "positions are noticed as position^-%.3f, from %d clicks on %d slots",
                bias.exponent(),
                bias.clicks(),
                bias.impressions()));
        return position -> bias.weight(position, config.positionClip());
    }

    /** Towers that learn from everything before the test span: history in order of its times, where it did not arrive so. */
    private TowerModel towers(Prepared prepared) {
        long until = prepared.split.testFrom();
        TowerData data = new TowerData(config.interactionKinds());
        Fold fold = logged -> {
            if (logged.event().time() < until) {
                data.accept(logged);
            }
        };
        if (prepared.joined.historyByEventTime()) {
            EventTimeOrder.read(prepared.log, prepared.until, fold);
        } else {
            prepared.log.readUntil(prepared.until, fold);
        }
        TowerConfig plan = config.towerConfig();
        progress.accept("training towers of " + plan.shape().dimensions() + " dimensions on " + data.examples()
                + " interactions");
        return new TowerTrainer(plan)
                .train(
                        data,
                        pass -> progress.accept(String.format(
                                Locale.ROOT,
                                "towers: pass %d of %d, loss %.4f",
                                pass.epoch(),
                                plan.epochs(),
                                pass.loss())));
    }

    /** Measures a model on one span. */
    public interface Measure {
        List<MetricRow> of(Prepared prepared, Split.Span span, RankingModel model);
    }

    private RankingModel model(
            FeatureStore<FeatureQuery, Market> features,
            GbdtTrainer.Trained ranker,
            GbdtTrainer.Trained classifier,
            Isotonic calibration) {
        return new RankingModel(
                features.names(),
                features.fingerprint(),
                config.objective(),
                ranker.model(),
                classifier.model(),
                calibration);
    }

    private GbdtTrainer.Trained fit(
            String name,
            GbdtParameters plan,
            FeatureStore<FeatureQuery, Market> features,
            Matrix train,
            Matrix validation) {
        progress.accept("fitting the " + name + ": at most " + plan.trees() + " trees on " + train.size() + " rows");
        GbdtTrainer.Trained fitted =
                trainer.train(plan, features.names(), train, validation, tree -> tell(name, plan, tree));
        progress.accept("the " + name + " has " + fitted.trees() + " trees; on validation "
                + (plan.objective() == GbdtParameters.Objective.LAMBDARANK ? "NDCG@50 " : "log loss ")
                + String.format(Locale.ROOT, "%.4f", fitted.validationScore()));
        return fitted;
    }

    private void tell(String name, GbdtParameters plan, int tree) {
        if (tree % 100 == 0) {
            progress.accept(name + ": tree " + tree + " of at most " + plan.trees());
        }
    }

    private GbdtTrainer.Trained refit(
            String name,
            GbdtParameters plan,
            GbdtTrainer.Trained first,
            double growth,
            FeatureStore<FeatureQuery, Market> features,
            Matrix all) {
        int trees = (int) Math.round(first.trees() * growth);
        GbdtParameters whole = plan.withTrees(trees, trees);
        progress.accept("refitting the " + name + " with validation rows: " + trees + " trees");
        return trainer.train(whole, features.names(), all, Matrix.EMPTY, tree -> tell(name, whole, tree));
    }

    private static double[] raw(GbdtTrainer.Trained classifier, Matrix validation) {
        double[] raw = new double[validation.size()];
        TreeEnsemble.parse(classifier.model()).raw(validation.rows(), validation.size(), raw);
        return raw;
    }

    private CalibrationCheck checked(double[] raw, Matrix validation) {
        CalibrationCheck check = CalibrationCheck.of(raw, validation.labels(), validation.weights());
        if (!check.beatsBaseRate()) {
            progress.accept("warning: " + check);
        }
        return check;
    }

    private ModelCard card(
            Prepared prepared,
            String library,
            List<ModelCard.Fact> facts,
            CalibrationCheck calibrated,
            List<MetricRow> metrics) {
        List<ModelCard.Fact> all = new ArrayList<>(facts);
        all.add(new ModelCard.Fact("calibrated log loss", figure(calibrated.logLoss())));
        all.add(new ModelCard.Fact("log loss of the base rate", figure(calibrated.baseRateLogLoss())));
        if (prepared.set.byEventTime() > 0) {
            all.add(new ModelCard.Fact(
                    "lists read by event time",
                    prepared.set.byEventTime() + " of " + prepared.set.lists().size()));
        }
        return new ModelCard(
                FeedApp.NAME,
                "Orders the items of a home feed or a result list for one user at one moment.",
                (prepared.joined.lists().isEmpty()
                                ? "The log does not say what was shown: trained on what people took next of what the sources proposed."
                                : "Trained on what an earlier policy showed; items it never showed are judged by their features alone.")
                        + (prepared.data.simulated() ? " The data are simulated: not for real users." : "")
                        + (calibrated.beatsBaseRate() ? "" : " " + calibrated),
                prepared.data,
                config.text(),
                config.seed(),
                library,
                System.getProperty("java.vendor") + " " + System.getProperty("java.version"),
                System.getProperty("os.arch"),
                all,
                metrics);
    }

    private static String figure(double value) {
        return String.format(Locale.ROOT, "%.6f", value);
    }

    /** The lists of some spans with their rows and with what was known of their outcomes before the test span. */
    private record Lists(
            List<ShownList> lists, List<float[]> rowsOf, int width, long knownBefore, PositionWeight positions) {
        int rows() {
            return lists.stream().mapToInt(ShownList::size).sum();
        }

        Lists and(Lists more) {
            return new Lists(concat(lists, more.lists), concat(rowsOf, more.rowsOf), width, knownBefore, positions);
        }

        private static <T> List<T> concat(List<T> a, List<T> b) {
            return Stream.concat(a.stream(), b.stream()).toList();
        }
    }

    private Lists lists(Prepared prepared, Split.Span span, PositionWeight positions) {
        TrainingSet set = prepared.set.only(prepared.split, span);
        return new Lists(set.lists(), Arrays.asList(set.rows()), set.width(), prepared.split.testFrom(), positions);
    }

    /** Lists with at least one outcome, graded. */
    private Matrix graded(Lists all) {
        int[] kept = IntStream.range(0, all.lists.size())
                .filter(l -> IntStream.range(0, all.lists.get(l).size()).anyMatch(i -> grade(all, l, i) > 0))
                .toArray();
        int[] groups = IntStream.of(kept).map(l -> all.lists.get(l).size()).toArray();
        return matrix(all, kept, groups, this::grade);
    }

    /** Every shown item, 1 where the outcome followed. */
    private Matrix classes(Lists all) {
        int[] every = IntStream.range(0, all.lists.size()).toArray();
        return matrix(all, every, new int[0], (lists, l, i) -> happened(known(lists, l, i)) ? 1 : 0);
    }

    private float grade(Lists lists, int l, int i) {
        ShownList.Outcome known = known(lists, l, i);
        return config.outcome() == FeedConfig.Outcome.CLICK ? (happened(known) ? 1 : 0) : known.grade();
    }

    private static ShownList.Outcome known(Lists lists, int l, int i) {
        return lists.lists.get(l).outcomes()[i].knownBefore(lists.knownBefore);
    }

    private boolean happened(ShownList.Outcome outcome) {
        return FeedEvaluation.happened(config.outcome(), outcome);
    }

    private interface Label {
        float of(Lists lists, int l, int i);
    }

    private static Matrix matrix(Lists lists, int[] kept, int[] groups, Label label) {
        int size = IntStream.of(kept).map(l -> lists.lists.get(l).size()).sum();
        float[] rows = new float[size * lists.width];
        float[] labels = new float[size];
        float[] weights = new float[size];
        int at = 0;
        for (int l : kept) {
            float[] own = lists.rowsOf.get(l);
            System.arraycopy(own, 0, rows, at * lists.width, own.length);
            for (int i = 0; i < lists.lists.get(l).size(); i++) {
                labels[at] = label.of(lists, l, i);
                weights[at] = labels[at] > 0 ? (float) lists.positions.of(i + 1) : 1;
                at++;
            }
        }
        return new Matrix(rows, lists.width, labels, lists.positions == EVEN ? new float[0] : weights, groups);
    }
}
