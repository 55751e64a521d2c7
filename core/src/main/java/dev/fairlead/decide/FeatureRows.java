package dev.fairlead.decide;

import dev.fairlead.log.Fold;
import java.util.List;

/** The feature state of an app as a fold of its own, from which the rows of a logged decision are read again: parity. */
public interface FeatureRows extends Fold {
    /** Of the feature definitions. */
    String fingerprint();

    /** Names of the columns, in order. */
    List<String> names();

    /** The rows of a decision's candidates, row-major, in the order of the query, from the state as it is now. */
    float[] rows(Decision decision);
}
