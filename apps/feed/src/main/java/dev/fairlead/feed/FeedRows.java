package dev.fairlead.feed;

import dev.fairlead.decide.Decision;
import dev.fairlead.decide.FeatureRows;
import dev.fairlead.events.Event;
import dev.fairlead.ranking.ListQuery;
import java.util.List;

/** The feed's features apart from a running feed. */
final class FeedRows implements FeatureRows {
    private final FeedFeatures features = FeedFeatures.create();

    @Override
    public String fingerprint() {
        return features.store().fingerprint();
    }

    @Override
    public List<String> names() {
        return features.store().names();
    }

    @Override
    public void accept(long offset, Event event) {
        features.store().accept(offset, event);
    }

    @Override
    public float[] rows(Decision decision) {
        ListQuery query = (ListQuery) decision.query();
        return features.store().read(view -> view.rows(query.features(decision.time())));
    }
}
