package dev.fairlead.feed;

import dev.fairlead.decide.Choice;
import dev.fairlead.decide.Decision;
import dev.fairlead.decide.Served;
import dev.fairlead.market.features.FeatureQuery;
import dev.fairlead.market.features.ItemSimilarity;
import dev.fairlead.market.features.Market;
import dev.fairlead.policy.Pool;
import dev.fairlead.policy.Slate;
import dev.fairlead.policy.SlateDistribution;
import dev.fairlead.ranking.ListQuery;
import dev.fairlead.ranking.RankingModel;
import dev.fairlead.ranking.Scores;
import dev.fairlead.registry.Release;
import dev.fairlead.state.FeatureStore;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * What becomes of one consistent read of the state: scores, slate, decision. It keeps nothing and asks nothing else, so that a request and its
 * replay go the same way.
 */
final class SlateDecider {
    /** Fallbacks, as decisions name them. */
    static final String OTHER_NUMBERS = "release with other numbers";

    static final String OTHER_FEATURES = "model of other features";
    static final String MODEL_FAILED = "model failed";
    static final String VECTORS_LATE = "item vectors late";

    private final FeatureStore<FeatureQuery, Market> store;
    private final FeedColumns columns;

    SlateDecider(FeatureStore<FeatureQuery, Market> store) {
        this.store = store;
        this.columns = new FeedColumns(store.names());
    }

    static Optional<RankingModel> model(Served served) {
        return served.release().map(release -> release.model(RankingModel.class));
    }

    /** What a release of these features has learnt of items: its rows are read with it. */
    Optional<ItemSimilarity> similarity(Optional<Release> release) {
        return similarity(release, store.fingerprint());
    }

    static Optional<ItemSimilarity> similarity(Optional<Release> release, String fingerprint) {
        return release.map(of -> of.model(RankingModel.class))
                .filter(model -> model.fingerprint().equals(fingerprint))
                .flatMap(RankingModel::similarity);
    }

    private static String hash(Served served) {
        return served.release().map(Release::hash).orElse("");
    }

    Scored score(ScoringBatch batch) {
        Optional<RankingModel> model = model(batch.served());
        if (model.isEmpty()) {
            return heuristic(batch, batch.served().fallback());
        }
        if (!model.get().fingerprint().equals(store.fingerprint())) {
            return heuristic(batch, OTHER_FEATURES);
        }
        try {
            Scores scores = model.get().score(batch.rows(), batch.prices(), batch.margins());
            return new Scored(hash(batch.served()), "", scores);
        } catch (RuntimeException e) {
            System.getLogger("fairlead")
                    .log(System.Logger.Level.ERROR, "release " + hash(batch.served()) + " failed", e);
            columns.forgetLearnt(batch.rows()); // the decision names no release that they could be read with again
            return heuristic(batch, MODEL_FAILED);
        }
    }

    private static Scored heuristic(ScoringBatch batch, String fallback) {
        double[] scores = batch.rules().heuristic().score(batch.rows());
        double[] unknown = new double[scores.length];
        Arrays.fill(unknown, Double.NaN);
        return new Scored("", fallback, new Scores(scores, unknown, scores));
    }

    private boolean cold(ScoringBatch batch) {
        return columns.userClicks(batch.rows()) < batch.rules().config().coldClicks();
    }

    private Pool pool(ScoringBatch batch, Scores scores) {
        int n = batch.size();
        float[] rows = batch.rows();
        double[] satisfaction = new double[n];
        boolean[] allowed = new boolean[n];
        FeedConfig config = batch.rules().config();
        double[] shown = new double[n];
        double[] successes = new double[n];
        double[] trials = new double[n];
        for (int i = 0; i < n; i++) {
            satisfaction[i] = columns.satisfaction(rows, i);
            allowed[i] = !batch.hidden()[i];
            shown[i] = columns.shown(rows, i);
            boolean newItem = columns.ageDays(rows, i) <= config.newItemDays()
                    && columns.impressions(rows, i) < config.newItemTrials();
            successes[i] = newItem ? columns.clicks(rows, i) : 0;
            trials[i] = newItem ? columns.impressions(rows, i) : Double.NaN;
        }
        return new Pool(
                batch.query().items().toArray(String[]::new),
                scores.value(),
                scores.probability(),
                satisfaction,
                batch.sellers(),
                batch.categories(),
                allowed,
                batch.newSeller(),
                shown,
                successes,
                trials,
                batch.vectors(),
                batch.dimensions(),
                batch.lowered());
    }

    /** The probability of every slate that {@link #decide} may give. */
    SlateDistribution distribution(ScoringBatch batch, int n) {
        return batch.rules()
                .slates()
                .distribution(
                        pool(batch, score(batch).scores()),
                        n,
                        cold(batch),
                        batch.ruled().window());
    }

    /** Decides. What is drawn at random depends on the id and the numbers' seed alone. */
    Decision decide(String id, ListQuery request, long now, ScoringBatch batch, Scored scored) {
        FeedRules rules = batch.rules();
        Pool pool = pool(batch, scored.scores());
        Slate slate = rules.slates()
                .slate(
                        pool,
                        request.n(),
                        cold(batch),
                        batch.ruled().window(),
                        new SplittableRandom(rules.config().seed() * 31 + id.hashCode()));
        List<Choice> choices = new ArrayList<>(slate.size());
        for (int slot = 0; slot < slate.size(); slot++) {
            choices.add(choice(
                    batch,
                    scored,
                    slate.candidates()[slot],
                    slot + 1,
                    slate.rules()[slot],
                    slate.propensities()[slot]));
        }
        return new Decision(
                id,
                now,
                FeedApp.NAME,
                batch.served().arms(),
                scored.model(),
                store.fingerprint(),
                fallback(scored.fallback(), batch.outages()),
                batch.asOf(),
                request.with(batch.query().items(), batch.query().prices()),
                choices,
                scored.model().isEmpty() ? rules.hash() : "",
                ShownSlate.of(rules.slates(), pool, slate).carried());
    }

    /** A candidate at a place. */
    Choice choice(ScoringBatch batch, Scored scored, int candidate, int place, String rule, double propensity) {
        int width = store.width();
        return new Choice(
                batch.query().items().get(candidate),
                place,
                batch.sources().get(candidate),
                rule,
                candidate,
                scored.scores().ranker()[candidate],
                scored.scores().probability()[candidate],
                batch.prices()[candidate],
                scored.scores().value()[candidate],
                propensity,
                Arrays.copyOfRange(batch.rows(), candidate * width, (candidate + 1) * width));
    }

    private static String fallback(String model, List<String> outages) {
        if (outages.isEmpty()) {
            return model;
        }
        String missing = String.join("; ", outages);
        return model.isEmpty() ? missing : model + "; " + missing;
    }
}
