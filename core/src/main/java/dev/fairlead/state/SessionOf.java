package dev.fairlead.state;

import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Which session the lists within a session of one entity are of: the first update of another session empties all of them, unless it is
 * older than the newest of the session that is there, when it is left out.
 *
 * <p>Bytes: the session's hash (8) and {@link Seconds} of its newest update (4).
 */
final class SessionOf extends Aggregate {
    private final Set<RecentValues> lists = new LinkedHashSet<>();
    private final byte[] bytes = new byte[12];

    SessionOf(EntityType key) {
        super(key, Set.of());
    }

    @Override
    String spec() {
        return "session(" + key() + ")";
    }

    /** The list is emptied when a session begins. */
    void empties(RecentValues list) {
        lists.add(list);
    }

    /** Whether an update of {@code session} belongs into the lists, which are emptied first if the session is a new one. */
    boolean enter(EntityRows rows, long session, int time) {
        int at = rows.start(place());
        if (at >= 0) {
            int last = Bytes.getInt(rows.data(), at + 8);
            if (Bytes.getLong(rows.data(), at) == session) {
                if (time > last) {
                    Bytes.putInt(rows.data(), at + 8, time);
                    rows.changed();
                }
                return true;
            }
            if (last > time) {
                return false;
            }
            lists.forEach(list -> list.empty(rows));
        }
        Bytes.putLong(bytes, 0, session);
        Bytes.putInt(bytes, 8, time);
        rows.replace(place(), bytes, 12);
        return true;
    }

    /** Whether the entity's lists are of the session. */
    boolean is(Segments of, long session) {
        int at = of.start(place(), 0);
        return at >= 0 && Bytes.getLong(of.row(0), at) == session;
    }

    @Override
    void add(EntityRows rows, Update update) {}

    @Override
    void merge(EntityRows rows, byte[] other, int at) {
        if (rows.start(place()) >= 0) {
            throw new IllegalStateException(spec() + " of one entity was folded in two parts");
        }
        System.arraycopy(other, at, bytes, 0, 12);
        rows.replace(place(), bytes, 12);
    }
}
