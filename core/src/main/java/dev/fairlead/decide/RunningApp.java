package dev.fairlead.decide;

import dev.fairlead.log.Logged;
import dev.fairlead.registry.Release;
import dev.fairlead.state.Snapshots;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleSupplier;

/** An app at work in one process. */
public interface RunningApp<Q extends Query> {
    /** Applies a batch of events as one step: no decision sees half of it. One thread only. */
    void apply(List<Logged> batch);

    /** Offset of the last event applied. */
    long asOf();

    /** What a snapshot holds of it. */
    Snapshots.Part state();

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
