package dev.fairlead.log;

import java.util.ArrayList;
import java.util.List;

/** What was read at once, to be applied as one step. */
final class Batch implements Fold {
    /** Most events of one batch. */
    static final int EVENTS = 500;

    /** Bytes of stored events from which on a batch is not read on: a batch is on the heap as a whole. */
    static final long BYTES = 8L << 20;

    /** Events that a state is told of before it is given the first of them: what they need fits into the cache of a processor. */
    private static final int NEAR = 32;

    private final List<Logged> events = new ArrayList<>();
    private final List<Unreadable> unreadable = new ArrayList<>();

    @Override
    public void accept(Logged logged) {
        events.add(logged);
    }

    @Override
    public void unreadable(Unreadable row) {
        unreadable.add(row);
    }

    int size() {
        return events.size() + unreadable.size();
    }

    /** Applies the batch to a state. What the state does not take is added to {@code left}. */
    void applyTo(State state, List<Quarantined> left, long now) {
        for (Unreadable row : unreadable) {
            left.add(new Quarantined(row.partition(), row.offset(), row.id(), state.name(), row.cause(), now));
        }
        for (int from = 0; from < events.size(); from += NEAR) {
            List<Logged> next = events.subList(from, Math.min(events.size(), from + NEAR));
            state.expect(next);
            for (Logged one : next) {
                try {
                    state.accept(one);
                } catch (RuntimeException e) {
                    left.add(new Quarantined(
                            one.partition(), one.offset(), one.event().id(), state.name(), cause(e), now));
                }
            }
        }
    }

    private static String cause(RuntimeException e) {
        return e.getMessage() == null
                ? e.toString()
                : e.getMessage() + " (" + e.getClass().getSimpleName() + ")";
    }
}
