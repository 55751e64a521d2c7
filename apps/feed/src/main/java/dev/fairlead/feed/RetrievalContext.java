package dev.fairlead.feed;

import dev.fairlead.market.features.FeatureQuery;
import dev.fairlead.market.features.ItemSimilarity;
import dev.fairlead.market.features.Market;
import dev.fairlead.ranking.ListQuery;
import dev.fairlead.state.FeatureView;
import java.util.Optional;
import java.util.concurrent.CancellationException;

/** What a source sees: one request, and the state at one position of the log. */
final class RetrievalContext {
    private final FeatureView<FeatureQuery, Market> view;
    private final ListQuery request;
    private final long now;
    private final Optional<Towers> towers;
    private final Optional<ItemSimilarity> similarity;
    private final float[] user;
    private final Eligibility eligibility;
    private volatile boolean closed;

    /**
     * @param now in milliseconds since 1970
     * @param towers of the model that serves the request; empty without, or while they are built
     * @param similarity what that model has learnt of items
     * @param eligibility what may be proposed
     */
    RetrievalContext(
            FeatureView<FeatureQuery, Market> view,
            FeedFeatures features,
            ListQuery request,
            long now,
            Optional<Towers> towers,
            Optional<ItemSimilarity> similarity,
            Eligibility eligibility) {
        this.view = view;
        this.request = request;
        this.now = now;
        this.towers = towers;
        this.similarity = similarity;
        this.user = towers.isEmpty() ? new float[0] : towers.get().user(this, features);
        this.eligibility = eligibility;
    }

    private RetrievalContext(RetrievalContext context) {
        this.view = context.view;
        this.request = context.request;
        this.now = context.now;
        this.towers = context.towers;
        this.similarity = context.similarity;
        this.user = context.user;
        this.eligibility = context.eligibility;
    }

    /** The same for a source that searches beside the request, to be closed when it is waited for no longer. */
    RetrievalContext own() {
        return new RetrievalContext(this);
    }

    FeatureView<FeatureQuery, Market> view() {
        return view;
    }

    ListQuery request() {
        return request;
    }

    long now() {
        return now;
    }

    Optional<Towers> towers() {
        return towers;
    }

    /** What the release has learnt of items. */
    Optional<ItemSimilarity> similarity() {
        return similarity;
    }

    /** The user's vector; empty without towers. */
    float[] user() {
        return user;
    }

    /** Whether the item may be shown to anybody who asks in the request's market. */
    boolean offeredToAll(int item) {
        return eligibility.offeredToAll(item);
    }

    /**
     * Whether the item may be proposed: offered by now, in the request's market, not sold out, described where the log has a catalogue, and neither
     * excluded by the request nor hidden or lately bought by the user.
     *
     * @throws CancellationException after {@link #close}: the request went on without whoever asks
     */
    boolean eligible(int item) {
        if (closed) {
            throw new CancellationException("the request went on");
        }
        return eligibility.proposes(item);
    }

    /** The state may change from now on; a source that is still searching must stop. */
    void close() {
        closed = true;
    }
}
