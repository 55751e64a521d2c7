package dev.fairlead.state;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Set;

/**
 * Numbers per entity that updates change and features read. Reading is a pure function of (state, entity, time).
 * Updated by one thread; reads never run beside an update (see {@link FeatureStore}).
 */
public abstract class Aggregate {
    /** Everything that the numbers depend on, in a fixed form: part of the fingerprint. */
    abstract String spec();

    abstract Set<UpdateKind> kinds();

    abstract void update(Update update);

    abstract void save(DataOutput out) throws IOException;

    abstract void load(DataInput in) throws IOException;
}
