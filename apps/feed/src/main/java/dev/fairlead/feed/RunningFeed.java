package dev.fairlead.feed;

import dev.fairlead.decide.AppContext;
import dev.fairlead.decide.RunningApp;
import dev.fairlead.log.Logged;
import dev.fairlead.ranking.ListQuery;
import dev.fairlead.ranking.RankingModel;
import dev.fairlead.registry.Release;
import dev.fairlead.retrieval.IndexFactory;
import dev.fairlead.state.Snapshots;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleSupplier;

/** The feed at work: its feature state, what its sources read beside it, and its policy. */
public final class RunningFeed implements RunningApp<ListQuery>, Snapshots.Part {
    private final FeedFeatures features = FeedFeatures.create();
    private final Retrieval retrieval;
    private final FeedPolicy policy;

    RunningFeed(FeedConfig config, IndexFactory indexes, Stage.Timer timer, AppContext context) {
        retrieval = new Retrieval(features, indexes, context.background());
        policy = new FeedPolicy(
                new FeedPolicy.Parts(
                        features, retrieval, context.router(), context.environment(), context.journal(), timer),
                config);
    }

    @Override
    public void apply(List<Logged> batch) {
        features.store().apply(fold -> batch.forEach(one -> fold.accept(one.offset(), one.event())));
        retrieval.apply(batch);
    }

    @Override
    public long asOf() {
        return features.store().read(view -> view.asOf());
    }

    @Override
    public Snapshots.Part state() {
        return this;
    }

    @Override
    public void save(DataOutput out) throws IOException {
        features.store().save(out);
        retrieval.save(out);
    }

    @Override
    public void load(DataInput in) throws IOException {
        features.store().load(in);
        retrieval.load(in);
    }

    @Override
    public FeedPolicy decider() {
        return policy;
    }

    @Override
    public FeatureNames featureNames() {
        return new FeatureNames(features.store().fingerprint(), features.store().names());
    }

    @Override
    public void prepare(Collection<Release> releases) {
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
        Map<String, DoubleSupplier> gauges = new LinkedHashMap<>();
        policy.outages()
                .keySet()
                .forEach(source -> gauges.put(
                        "source.outages." + source,
                        () -> policy.outages().getOrDefault(source, 0L)));
        return gauges;
    }

    /** Its feature state, for studies. */
    public FeedFeatures features() {
        return features;
    }
}
