package dev.fairlead.log;

/** Hands over what a position covers. */
record UntilFold(Position until, Fold fold) implements Fold {
    @Override
    public void accept(Logged logged) {
        if (until.covers(logged)) {
            fold.accept(logged);
        }
    }

    @Override
    public void unreadable(Unreadable row) {
        if (until.offset(row.partition()) >= row.offset()) {
            fold.unreadable(row);
        }
    }
}
