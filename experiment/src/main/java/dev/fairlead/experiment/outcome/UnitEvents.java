package dev.fairlead.experiment.outcome;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** What is kept of one unit's events for one source. */
sealed interface UnitEvents permits Tally, Chain {
    void save(DataOutput out) throws IOException;

    /** Fills an empty one. */
    void load(DataInput in) throws IOException;
}
