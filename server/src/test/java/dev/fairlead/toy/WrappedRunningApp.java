package dev.fairlead.toy;

import dev.fairlead.decide.AppContext;
import dev.fairlead.decide.Decider;
import dev.fairlead.decide.Operation;
import dev.fairlead.decide.Query;
import dev.fairlead.decide.RunningApp;
import dev.fairlead.log.State;
import dev.fairlead.registry.Release;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleSupplier;

/** An app at work around another, which does whatever this does not do itself. */
interface WrappedRunningApp<Q extends Query> extends RunningApp<Q> {
    RunningApp<Q> running();

    @Override
    default List<State> states() {
        return running().states();
    }

    @Override
    default void applied() {
        running().applied();
    }

    @Override
    default Decider<Q> decider() {
        return running().decider();
    }

    @Override
    default Optional<Decider<Q>> shadow(AppContext context) {
        return running().shadow(context);
    }

    @Override
    default FeatureNames featureNames() {
        return running().featureNames();
    }

    @Override
    default List<Operation<?, ?>> operations() {
        return running().operations();
    }

    @Override
    default void prepare(Collection<Release> releases) {
        running().prepare(releases);
    }

    @Override
    default boolean prepared() {
        return running().prepared();
    }

    @Override
    default Map<String, DoubleSupplier> gauges() {
        return running().gauges();
    }
}
