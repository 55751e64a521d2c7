package dev.fairlead.log;

/** Takes what is read from a log: every event once, in order within each partition. */
@FunctionalInterface
public interface Fold {
    void accept(Logged logged);

    /** Takes a stored event that cannot be decoded. Unless overridden, it is left out, and the program's log says so. */
    default void unreadable(Unreadable row) {
        System.getLogger("fairlead").log(System.Logger.Level.WARNING, row.cause() + "; it is left out");
    }

    /** The same fold for a replay: it goes without the events that it cannot take, as the states of a node do. */
    default Fold tolerant() {
        return new TolerantFold(this);
    }
}
