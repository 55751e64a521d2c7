package dev.fairlead.feed;

import dev.fairlead.decide.Choice;
import dev.fairlead.decide.Decision;
import dev.fairlead.decide.DecisionReplay;
import dev.fairlead.decide.Served;
import dev.fairlead.environment.Environment;
import dev.fairlead.log.Logged;
import dev.fairlead.market.events.CatalogueItem;
import dev.fairlead.market.features.Catalogue;
import dev.fairlead.market.features.FeatureQuery;
import dev.fairlead.market.features.Market;
import dev.fairlead.policy.SlateDistribution;
import dev.fairlead.ranking.ListQuery;
import dev.fairlead.ranking.RankingModel;
import dev.fairlead.registry.Release;
import dev.fairlead.retrieval.TowerModel;
import dev.fairlead.state.FeatureView;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Makes the feed's decisions again, apart from a running feed: from features, the last slates of each arm, and item vectors that are made of the
 * catalogue as it was. Candidates are the logged ones, so that no source is asked.
 */
final class FeedReplay implements DecisionReplay {
    private final FeedFeatures features;
    private final ExposureWindows windows = new ExposureWindows();
    private final SlateDecider slates;
    private final Map<TowerModel, ExactVectors> vectors = new HashMap<>();
    private final FeedRules own;
    private final ReleasedRules released = new ReleasedRules(this::rules);

    /** @param config the numbers of the heuristic */
    FeedReplay(FeedConfig config) {
        features = FeedFeatures.create(config.interactionKinds());
        slates = new SlateDecider(features.store());
        own = rules(config);
    }

    private FeedRules rules(FeedConfig config) {
        return new FeedRules(
                config, features, Environment.system(), features.store().names());
    }

    @Override
    public String fingerprint() {
        return features.store().fingerprint();
    }

    @Override
    public List<String> names() {
        return features.store().names();
    }

    /** An event that one of the states cannot take does not keep it from the others. */
    @Override
    public void accept(Logged logged) {
        features.store().tolerant().accept(logged);
        windows.tolerant().accept(logged);
        if (logged.event() instanceof CatalogueItem listed) {
            int item = features.store()
                    .read(view -> view.entities().catalogue().items().find(listed.item()));
            vectors.values().forEach(each -> each.changed(item));
        }
    }

    @Override
    public String obstacle(Decision logged, Optional<Release> release) {
        for (String fallback : List.of(SlateDecider.OTHER_FEATURES, SlateDecider.MODEL_FAILED)) {
            if (logged.fallback().startsWith(fallback)) {
                return fallback;
            }
        }
        if (logged.carried().length == 0) {
            return "logged before decisions carried their slots for new sellers";
        }
        if (release.isPresent()) {
            return released.of(release.get()).isEmpty()
                    ? "the numbers of release " + release.get().hash() + " cannot be read"
                    : "";
        }
        return logged.numbers().equals(own.hash()) ? "" : "the heuristic had other numbers (--config)";
    }

    @Override
    public Remade decide(Decision logged, Optional<Release> release) {
        return features.store().read(view -> decide(view, logged, release));
    }

    /** What the slate may hold at each place. */
    @Override
    public double[] propensities(Decision logged, Optional<Release> release) {
        return features.store().read(view -> {
            ScoringBatch batch = batch(view, logged, release);
            SlateDistribution slates = this.slates.distribution(batch, ((ListQuery) logged.query()).n());
            return logged.choices().stream()
                    .mapToDouble(choice ->
                            choice.place() > slates.size() ? 0 : slates.probability(choice.index(), choice.place()))
                    .toArray();
        });
    }

    private Remade decide(FeatureView<FeatureQuery, Market> view, Decision logged, Optional<Release> release) {
        ScoringBatch batch = batch(view, logged, release);
        Scored scored = slates.score(batch);
        Decision decision = slates.decide(logged.id(), (ListQuery) logged.query(), logged.time(), batch, scored);
        return new Remade(decision, candidates(batch, scored));
    }

    private ScoringBatch batch(FeatureView<FeatureQuery, Market> view, Decision logged, Optional<Release> release) {
        ListQuery request = (ListQuery) logged.query();
        FeedRules rules = release.flatMap(released::of).orElse(own);
        Catalogue catalogue = view.entities().catalogue();
        ScoringBatch.Available available = ScoringBatch.available(
                Eligibility.of(view.entities(), request, logged.time(), rules.config()),
                request,
                logged.time(),
                Sources.given(catalogue, request),
                slates.similarity(release));
        return ScoringBatch.of(
                view,
                available,
                view.rows(available.query()),
                List.of(),
                vectors(logged, release, rules, catalogue),
                Ruled.of(new Served(logged.arms(), release, logged.fallback()), rules, windows));
    }

    private Optional<ItemVectors> vectors(
            Decision logged, Optional<Release> release, FeedRules rules, Catalogue catalogue) {
        if (!rules.readsVectors() || logged.fallback().contains(SlateDecider.VECTORS_LATE)) {
            return Optional.empty();
        }
        return release.flatMap(of -> of.model(RankingModel.class).towers())
                .map(model -> vectors.computeIfAbsent(model, _ -> new ExactVectors(model, catalogue)));
    }

    private Candidates candidates(ScoringBatch batch, Scored scored) {
        return new Candidates() {
            @Override
            public int size() {
                return batch.size();
            }

            @Override
            public Choice get(int index) {
                return slates.choice(batch, scored, index, 0, "", Double.NaN);
            }
        };
    }
}
