package dev.fairlead.decide;

import dev.fairlead.registry.Learner;
import dev.fairlead.registry.ModelType;

/** An app for tests of what it is asked and answers: nobody trains it, replays it or starts it by a node. */
public interface UntrainedApp<Q extends Query, M> extends App<Q, M> {
    @Override
    default ModelType<M> models() {
        throw new UnsupportedOperationException("no test reads a model of this app");
    }

    @Override
    default FeatureRows features() {
        throw new UnsupportedOperationException("no test reads this app's features");
    }

    @Override
    default Learner<M> learner() {
        throw new UnsupportedOperationException("no test trains this app");
    }

    @Override
    default RunningApp<Q> start(AppContext context) {
        throw new UnsupportedOperationException("no test starts this app");
    }
}
