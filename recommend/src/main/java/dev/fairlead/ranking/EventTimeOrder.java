package dev.fairlead.ranking;

import dev.fairlead.events.Event;
import dev.fairlead.log.EventLog;
import dev.fairlead.log.Fold;
import dev.fairlead.log.Logged;
import dev.fairlead.log.Position;
import dev.fairlead.market.events.CatalogueItem;
import dev.fairlead.market.events.UserProfile;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * The events of a log in order of their times, for a log into which history was brought in another order: as if each had arrived when it happened. At
 * one time descriptions of items and users come first, then the rest as they arrived. Events are numbered anew, from 1.
 *
 * <p>The log is read once for the times and then once for each million of events, which are held in memory.
 */
public final class EventTimeOrder {
    private static final int AT_ONCE = 1_000_000;

    private static final Comparator<Logged> ORDER = Comparator.comparingLong(
                    (Logged logged) -> logged.event().time())
            .thenComparing(logged -> !describes(logged.event())); // a stable sort leaves the rest as it arrived

    private EventTimeOrder() {}

    /** Whether the event says what an item or a user is, rather than what happened. */
    static boolean describes(Event event) {
        return event instanceof CatalogueItem || event instanceof UserProfile;
    }

    /** Whether an event is known just before a time: it happened before, or describes something from then on. */
    static boolean known(Event event, long before) {
        return event.time() < before || (event.time() == before && describes(event));
    }

    /** Hands over what the log holds up to a position. */
    public static void read(EventLog log, Position until, Fold fold) {
        read(log, until, AT_ONCE, fold);
    }

    /** @param atOnce events that are held in memory, about */
    static void read(EventLog log, Position until, int atOnce, Fold fold) {
        long[] times = times(log, until);
        long number = 0;
        for (int from = 0; from < times.length; ) {
            long first = times[from];
            long last = times[Math.min(times.length - 1, from + atOnce - 1)];
            List<Logged> some = new ArrayList<>();
            log.readUntil(until, logged -> {
                if (logged.event().time() >= first && logged.event().time() <= last) {
                    some.add(logged);
                }
            });
            some.sort(ORDER);
            for (Logged logged : some) {
                fold.accept(Logged.at(++number, logged.event()));
            }
            from += some.size();
        }
    }

    private static long[] times(EventLog log, Position until) {
        Times times = new Times();
        log.readUntil(until, times);
        long[] sorted = Arrays.copyOf(times.times, times.count);
        Arrays.sort(sorted);
        return sorted;
    }

    private static final class Times implements Fold {
        private long[] times = new long[1 << 10];
        private int count;

        @Override
        public void accept(Logged logged) {
            if (count == times.length) {
                times = Arrays.copyOf(times, 2 * count);
            }
            times[count++] = logged.event().time();
        }
    }
}
