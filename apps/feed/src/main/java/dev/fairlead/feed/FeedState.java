package dev.fairlead.feed;

import dev.fairlead.log.Logged;
import dev.fairlead.log.State;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;

/** The feature state, and the item vectors that follow the catalogue in it. */
record FeedState(FeedFeatures features, Retrieval retrieval) implements State {
    @Override
    public String name() {
        return "feed";
    }

    @Override
    public String layout() {
        return features.store().layout();
    }

    @Override
    public void expect(List<Logged> next) {
        features.store().expect(next);
    }

    @Override
    public void accept(Logged logged) {
        features.store().accept(logged);
        retrieval.accept(logged);
    }

    @Override
    public void save(DataOutput out) throws IOException {
        features.store().save(out);
    }

    @Override
    public void saved() {
        features.store().saved();
    }

    @Override
    public void load(DataInput in) throws IOException {
        features.store().load(in);
    }
}
