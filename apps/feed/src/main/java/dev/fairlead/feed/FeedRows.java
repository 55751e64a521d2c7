package dev.fairlead.feed;

import dev.fairlead.decide.Decision;
import dev.fairlead.decide.FeatureRows;
import dev.fairlead.log.Logged;
import dev.fairlead.market.features.InteractionKinds;
import dev.fairlead.ranking.ListQuery;
import dev.fairlead.registry.Release;
import java.util.List;
import java.util.Optional;

/** The feed's features apart from a running feed. */
final class FeedRows implements FeatureRows {
    private final FeedFeatures features;

    FeedRows(InteractionKinds kinds) {
        features = FeedFeatures.create(kinds);
    }

    @Override
    public String fingerprint() {
        return features.store().fingerprint();
    }

    @Override
    public List<String> names() {
        return features.store().names();
    }

    @Override
    public void accept(Logged logged) {
        features.store().accept(logged);
    }

    @Override
    public float[] rows(Decision decision, Optional<Release> release) {
        ListQuery query = (ListQuery) decision.query();
        return features.store()
                .read(view -> view.rows(
                        query.features(decision.time()).with(SlateDecider.similarity(release, fingerprint()))));
    }
}
