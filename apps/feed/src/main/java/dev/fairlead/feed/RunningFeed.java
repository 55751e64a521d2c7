package dev.fairlead.feed;

import dev.fairlead.decide.AppContext;
import dev.fairlead.decide.Decider;
import dev.fairlead.decide.RunningApp;
import dev.fairlead.log.State;
import dev.fairlead.market.features.Market;
import dev.fairlead.ranking.ListQuery;
import dev.fairlead.ranking.RankingModel;
import dev.fairlead.registry.Release;
import dev.fairlead.retrieval.IndexFactory;
import dev.fairlead.state.ActiveEntities;
import dev.fairlead.state.FeatureView;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleSupplier;

/** The feed at work: its feature state, what its sources and rules read beside it, and its policy. */
public final class RunningFeed implements RunningApp<ListQuery> {
    private final FeedFeatures features;
    private final Retrieval retrieval;
    private final ExposureWindows windows = new ExposureWindows();
    private final FeedPolicy policy;

    RunningFeed(FeedConfig config, IndexFactory indexes, Stage.Timer timer, AppContext context) {
        features = FeedFeatures.create(
                new ActiveEntities(config.idleUsers(), context.cold().rows(FeedApp.NAME + ".user")),
                config.interactionKinds());
        retrieval = new Retrieval(features, indexes, context.background());
        policy = FeedPolicy.ofReleases(
                new FeedPolicy.Parts(
                        features,
                        retrieval,
                        windows,
                        context.router(),
                        context.states(),
                        context.environment(),
                        context.journal(),
                        timer),
                config);
    }

    @Override
    public List<State> states() {
        return List.of(new FeedState(features, retrieval), windows);
    }

    @Override
    public void applied() {
        retrieval.rebuildWhenDue();
        features.store().spill();
    }

    @Override
    public FeedPolicy decider() {
        return policy;
    }

    @Override
    public Optional<Decider<ListQuery>> shadow(AppContext context) {
        return Optional.of(policy.beside(context.router(), context.environment(), context.journal()));
    }

    @Override
    public FeatureNames featureNames() {
        return new FeatureNames(features.store().fingerprint(), features.store().names());
    }

    @Override
    public void prepare(Collection<Release> releases) {
        policy.prepare(releases);
        retrieval.serve(releases.stream()
                .flatMap(release -> release.model(RankingModel.class).towers().stream())
                .toList());
    }

    @Override
    public boolean prepared() {
        return retrieval.indexed();
    }

    @Override
    public Map<String, DoubleSupplier> gauges() {
        Map<String, DoubleSupplier> gauges =
                new LinkedHashMap<>(features.store().gauges());
        Market market = features.store().read(FeatureView::entities);
        gauges.put("updates.outdated.item", market.catalogue()::outdated);
        gauges.put("updates.outdated.user", market.users()::outdated);
        policy.outages()
                .keySet()
                .forEach(source -> gauges.put(
                        "source.outages." + source, () -> policy.outages().getOrDefault(source, 0L)));
        return gauges;
    }

    /** Its feature state, for studies. */
    public FeedFeatures features() {
        return features;
    }
}
