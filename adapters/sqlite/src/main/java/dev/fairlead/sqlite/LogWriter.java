package dev.fairlead.sqlite;

import dev.fairlead.log.DeadLetter;
import dev.fairlead.log.LogException;
import dev.fairlead.log.Position;
import dev.fairlead.log.Receipt;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.sqlite.SQLiteErrorCode;

/**
 * The thread that appends: it commits whatever waits as one transaction, so that many callers share one sync of the disk.
 * Offsets are given here, counting on from the last committed one, which is why they have no gaps.
 *
 * <p>Almost always every id is new, and a plain batch of inserts is the fastest way to find out: the unique index refuses
 * when one is not. The transaction then starts again, looking up each id.
 */
final class LogWriter {
    private static final String INSERT = "INSERT INTO events (offset, key, body) VALUES (?, ?, ?)";
    private static final String INSERT_DEAD =
            "INSERT INTO dead_letters (received, source, line, field, reason, payload) VALUES (?, ?, ?, ?, ?, ?)";

    private final UnitQueue queue = new UnitQueue();
    private final Path file;
    private final Writer writer;
    private final KeyIndex index;
    private final RecentEvents recent = new RecentEvents();
    private final Thread thread;
    private volatile long end;

    LogWriter(Path file, Writer writer, KeyIndex index) throws SQLException {
        this.file = file;
        this.writer = writer;
        this.index = index;
        end = writer.transaction(LogWriter::lastOffset);
        thread = Thread.ofPlatform().daemon().name("fairlead-log-writer").start(this::run);
    }

    /** Offset of the last durable event. */
    long last() {
        return end;
    }

    /** What was committed last. */
    RecentEvents recent() {
        return recent;
    }

    /** Blocks while too much waits. */
    void put(Unit unit) {
        queue.put(unit);
    }

    /** Does not block. @return false when too much waits: then nothing will be written */
    boolean offer(Unit unit) {
        return queue.offer(unit);
    }

    /** Writes what waits, then ends. */
    void close() {
        queue.close();
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        for (List<Unit> group = queue.take(); !group.isEmpty(); group = queue.take()) {
            if (!write(group) && group.size() > 1) {
                // One unit may be what does not fit: each gets its own chance.
                group.forEach(unit -> write(List.of(unit)));
            }
        }
    }

    /** What became of a unit. @param conflicts see {@link Receipt} */
    private record Written(int added, List<Integer> conflicts) {
        static Written all(Unit unit) {
            return new Written(unit.rows().size(), List.of());
        }
    }

    /** Whether the group is dealt with: durable, or a single unit that has failed. */
    private boolean write(List<Unit> group) {
        try {
            complete(group, commit(group));
            return true;
        } catch (SQLException | RuntimeException | Error e) { // memory that runs out fails a unit, not all that follow
            if (group.size() == 1) {
                group.getFirst().receipt().completeExceptionally(refusal(e));
            }
            return false;
        }
    }

    private void complete(List<Unit> group, List<Written> written) {
        end += written.stream().mapToInt(Written::added).sum();
        for (int i = 0; i < group.size(); i++) {
            Written of = written.get(i);
            Unit unit = group.get(i);
            int duplicates = unit.rows().size() - of.added - of.conflicts.size();
            unit.receipt().complete(new Receipt(Position.of(end), of.added, duplicates, of.conflicts));
        }
    }

    private List<Written> commit(List<Unit> group) throws SQLException {
        List<Unit.Row> written = new ArrayList<>();
        try {
            List<Written> accepted = writer.transaction(session -> {
                insertAll(session, group);
                insertDead(session, group);
                return group.stream().map(Written::all).toList();
            });
            group.forEach(unit -> written.addAll(unit.rows()));
            keep(written);
            return accepted;
        } catch (SQLException e) {
            if (primaryCode(e) != SQLiteErrorCode.SQLITE_CONSTRAINT.code) {
                throw e;
            }
        }
        List<Written> accepted = writer.transaction(session -> {
            written.clear();
            List<Written> each = insertNew(session, group, written);
            insertDead(session, group);
            return each;
        });
        keep(written);
        return accepted;
    }

    /** What is durable now, and not yet within {@link #last}. */
    private void keep(List<Unit.Row> written) {
        long offset = end;
        for (Unit.Row row : written) {
            recent.add(++offset, row.event(), row.body().length);
        }
    }

    private void insertAll(Session session, List<Unit> group) throws SQLException {
        PreparedStatement insert = session.prepared(INSERT);
        insert.clearBatch();
        long offset = end;
        for (Unit unit : group) {
            for (Unit.Row row : unit.rows()) {
                insert.setLong(1, ++offset);
                insert.setLong(2, row.key());
                insert.setBytes(3, row.body());
                insert.addBatch();
            }
        }
        insert.executeBatch();
    }

    /** @param written gets the rows that were new */
    private List<Written> insertNew(Session session, List<Unit> group, List<Unit.Row> written) throws SQLException {
        PreparedStatement insert = session.prepared(INSERT);
        insert.clearBatch();
        List<Written> each = new ArrayList<>();
        long offset = end;
        for (Unit unit : group) {
            long before = offset;
            List<Integer> conflicts = new ArrayList<>();
            for (int i = 0; i < unit.rows().size(); i++) {
                Unit.Row row = unit.rows().get(i);
                KeyIndex.Place place = index.look(session, row.id());
                if (place.offset() == 0) {
                    insert.setLong(1, ++offset);
                    insert.setLong(2, place.key());
                    insert.setBytes(3, row.body());
                    insert.executeUpdate();
                    written.add(row);
                } else if (!index.same(place.body(), row)) {
                    conflicts.add(i);
                }
            }
            each.add(new Written((int) (offset - before), List.copyOf(conflicts)));
        }
        return each;
    }

    private static void insertDead(Session session, List<Unit> group) throws SQLException {
        PreparedStatement insert = session.prepared(INSERT_DEAD);
        for (Unit unit : group) {
            for (DeadLetter dead : unit.refused()) {
                insert.setLong(1, dead.received());
                insert.setString(2, dead.source());
                insert.setLong(3, dead.line());
                insert.setString(4, dead.field());
                insert.setString(5, dead.reason());
                insert.setString(6, dead.payload());
                insert.executeUpdate();
            }
        }
    }

    private LogException refusal(Throwable e) {
        boolean full = e instanceof SQLException sql && primaryCode(sql) == SQLiteErrorCode.SQLITE_FULL.code;
        String what = full ? "the disk is full" : String.valueOf(e.getMessage());
        String advice = full ? "free some space" : "see to the disk";
        return new LogException(
                "nothing was appended to " + file + ": " + what + "; " + advice + " and send the events again", e);
    }

    private static int primaryCode(SQLException e) {
        return e.getErrorCode() & 0xff;
    }

    private static long lastOffset(Session session) throws SQLException {
        try (ResultSet row =
                session.prepared("SELECT coalesce(max(offset), 0) FROM events").executeQuery()) {
            return row.getLong(1);
        }
    }
}
