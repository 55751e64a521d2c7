package dev.fairlead.log;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** Something that a snapshot can hold. */
public interface Saved {
    /** Writes everything. Nothing is applied meanwhile. */
    void save(DataOutput out) throws IOException;

    /** Fills an empty one with what {@link #save} wrote. After an exception it is not usable. */
    void load(DataInput in) throws IOException;
}
