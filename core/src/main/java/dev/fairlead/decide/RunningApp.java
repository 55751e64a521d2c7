package dev.fairlead.decide;

import dev.fairlead.log.State;
import dev.fairlead.registry.Release;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleSupplier;

/** An app at work in one process. */
public interface RunningApp<Q extends Query> {
    /** What it computes from the log; those of which one reads another are one. Applied in this order. */
    List<State> states();

    /** Called by the thread that applies events after each batch: for work that must not hold up the next event. */
    default void applied() {}

    Decider<Q> decider();

    /**
     * Another decider on the same states, for what is only decided to be looked at. It must change nothing that {@link #decider} reads.
     *
     * @param context the router that it asks, the ids and the time that it takes, and where its decisions go
     * @return empty if the app has none, and its releases cannot be tried in shadow
     */
    default Optional<Decider<Q>> shadow(AppContext context) {
        return Optional.empty();
    }

    /** Names of the features, in order, and the fingerprint of their definitions. */
    FeatureNames featureNames();

    /** @param fingerprint of the definitions; decisions of another one cannot be explained by these names */
    record FeatureNames(String fingerprint, List<String> names) {}

    /** What it can be asked beside decisions. */
    default List<Operation<?, ?>> operations() {
        return List.of();
    }

    /** From now on these releases may be asked for: whatever must be built for them is built, in the background. */
    default void prepare(Collection<Release> releases) {}

    /** Whether everything is built for the releases that serve. */
    default boolean prepared() {
        return true;
    }

    /** What is worth watching, by name. */
    default Map<String, DoubleSupplier> gauges() {
        return Map.of();
    }
}
