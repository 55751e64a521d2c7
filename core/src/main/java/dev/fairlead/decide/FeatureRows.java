package dev.fairlead.decide;

import dev.fairlead.log.Fold;
import dev.fairlead.registry.Release;
import java.util.List;
import java.util.Optional;

/** The feature state of an app as a fold of its own, from which the rows of a logged decision are read again: parity. */
public interface FeatureRows extends Fold {
    /** Of the feature definitions. */
    String fingerprint();

    /** Names of the columns, in order. */
    List<String> names();

    /**
     * The rows of a decision's candidates, row-major, in the order of the query, from the state as it is now.
     *
     * @param release what answered; empty where nothing but the last resort did
     */
    float[] rows(Decision decision, Optional<Release> release);
}
