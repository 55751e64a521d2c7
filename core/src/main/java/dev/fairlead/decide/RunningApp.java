package dev.fairlead.decide;

import dev.fairlead.log.State;
import dev.fairlead.registry.Release;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleSupplier;

/** An app at work in one process. */
public interface RunningApp<Q extends Query> {
    /** What it computes from the log; those of which one reads another are one. Applied in this order. */
    List<State> states();

    /** Called by the thread that applies events after each batch: for work that must not hold up the next event. */
    default void applied() {}

    Decider<Q> decider();

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
