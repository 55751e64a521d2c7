package dev.fairlead.state;

/**
 * One thing that happened to some entities, with their dense ids. An app has one, refilled for each update by the one thread
 * that applies events, so that applying an event allocates nothing.
 */
public abstract class Update {
    /** When it happened, in milliseconds since 1970. */
    public long time;

    /** 64-bit hash of the session that it belongs to; see {@link Hashing#of}. */
    public long session;

    /** What kind of thing happened. */
    public abstract UpdateKind kind();

    /** Dense id of the entity of this type that it happened to, or {@link Ids#UNKNOWN}. */
    public abstract int row(EntityType type);

    /** The number of this measure; NaN when the update has none. */
    public abstract double amount(Measure measure);

    /** A code above 0 for the kind, or for a finer division of it, that {@link RecentValues} keeps with a value. */
    public int code() {
        return 1 + kind().ordinal();
    }
}
