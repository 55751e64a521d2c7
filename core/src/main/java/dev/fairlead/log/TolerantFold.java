package dev.fairlead.log;

/** A fold that leaves out what it cannot take, and says so in the program's log. */
record TolerantFold(Fold fold) implements Fold {
    @Override
    public void accept(Logged logged) {
        try {
            fold.accept(logged);
        } catch (RuntimeException e) {
            unreadable(new Unreadable(
                    logged.partition(),
                    logged.offset(),
                    logged.event().id(),
                    "the event '" + logged.event().id() + "' at " + logged.position() + " cannot be taken: " + e));
        }
    }

    @Override
    public void unreadable(Unreadable row) {
        fold.unreadable(row);
    }
}
