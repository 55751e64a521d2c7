package dev.fairlead.sqlite;

import dev.fairlead.events.Event;
import dev.fairlead.log.Fold;
import dev.fairlead.log.Logged;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The events that were committed last, as they were given to the log: who follows the log closely gets them without reading and parsing
 * them again. This log's offsets have no gaps. Safe for use by many threads.
 */
final class RecentEvents {
    /** So many events are kept at most; a power of two. */
    private static final int PLACES = 1 << 14;

    /** So many bytes of their stored form. */
    private static final long MOST_BYTES = 16L << 20;

    private final @Nullable Event[] events = new @Nullable Event[PLACES];
    private final int[] sizes = new int[PLACES];
    private long first = 1; // offset of the first one kept
    private long end; // offset after the last one kept, less 1
    private long bytes;

    private static int place(long offset) {
        return (int) offset & (PLACES - 1);
    }

    /** @param offset of the next event that is added: those before it are none that are kept, unless it is the next one anyway */
    synchronized void add(long offset, Event event, int size) {
        if (offset != end + 1) {
            first = offset;
            bytes = 0;
        }
        end = offset;
        while (end - first >= PLACES || (bytes + size > MOST_BYTES && first < end)) {
            bytes -= sizes[place(first)];
            events[place(first)] = null;
            first++;
        }
        events[place(offset)] = event;
        sizes[place(offset)] = size;
        bytes += size;
    }

    /** Forgets all: whoever follows reads the table. */
    synchronized void clear() {
        Arrays.fill(events, null);
        first = end + 1;
        bytes = 0;
    }

    /**
     * Hands over events after an offset, if all of them are kept.
     *
     * @return the offset of the last one handed over; {@code after} if the table must be asked
     */
    long read(long after, int limit, long mostBytes, Fold fold) {
        List<Logged> found = new ArrayList<>();
        synchronized (this) {
            if (after + 1 < first || after >= end) {
                return after;
            }
            long taken = 0;
            for (long offset = after + 1; offset <= end && found.size() < limit && taken < mostBytes; offset++) {
                Event event = events[place(offset)];
                if (event == null) {
                    break;
                }
                found.add(new Logged(0, offset, event));
                taken += sizes[place(offset)];
            }
        }
        found.forEach(fold::accept);
        return found.isEmpty() ? after : found.getLast().offset();
    }
}
