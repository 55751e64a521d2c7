package dev.fairlead.log;

import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes what states did not take into the quarantine, and knows what is in it. What the storage does not take is kept and written
 * later; until then no snapshot may be made, since a restart would forget it.
 */
final class QuarantineBook {
    private final QuarantineStore quarantine;
    private final List<Quarantined> unwritten = new ArrayList<>();
    private volatile long count;
    private volatile String summary = "";

    QuarantineBook(QuarantineStore quarantine) {
        this.quarantine = quarantine;
        look();
    }

    /** @return whether everything is written */
    synchronized boolean add(List<Quarantined> found) {
        for (Quarantined one : found) {
            System.getLogger("fairlead").log(Level.ERROR, "quarantined: " + sentence(one));
        }
        unwritten.addAll(found);
        if (unwritten.isEmpty()) {
            return true;
        }
        try {
            quarantine.add(List.copyOf(unwritten));
            unwritten.clear();
            look();
            return true;
        } catch (LogException e) {
            count = Math.max(count, unwritten.size());
            summary = sentence(unwritten.getFirst()) + "; the quarantine cannot be written: " + e.getMessage();
            return false;
        }
    }

    /** A state is applied again from a position. */
    synchronized void clear(String state, Position after) {
        quarantine.clear(state, after);
        look();
    }

    private void look() {
        count = quarantine.count();
        List<Quarantined> first = quarantine.list(1);
        summary = first.isEmpty()
                ? ""
                : count + (count == 1 ? " event is" : " events are") + " quarantined, the first: "
                        + sentence(first.getFirst()) + "; see: fairlead quarantine";
    }

    private static String sentence(Quarantined one) {
        return "state '" + one.state() + "' goes without event '" + one.id() + "' at "
                + Position.START.with(one.partition(), one.offset()) + ": " + one.cause();
    }

    long count() {
        return count;
    }

    /** What is in it, in a sentence; empty when nothing is. */
    String summary() {
        return summary;
    }
}
