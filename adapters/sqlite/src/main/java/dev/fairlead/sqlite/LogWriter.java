package dev.fairlead.sqlite;

import dev.fairlead.log.DeadLetter;
import dev.fairlead.log.LogException;
import dev.fairlead.log.Position;
import dev.fairlead.log.Receipt;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.sqlite.SQLiteErrorCode;

/**
 * The thread that appends: it commits whatever waits as one transaction, so that many callers share one sync of the disk.
 * Offsets are given here, counting on from the last committed one, which is why they have no gaps.
 */
final class LogWriter {
    private static final String INSERT_DEAD =
            "INSERT INTO dead_letters (received, source, line, field, reason, payload) VALUES (?, ?, ?, ?, ?, ?)";

    private final UnitQueue queue = new UnitQueue();
    private final Path file;
    private final Writer writer;
    private final StoredEvents events;
    private final KeyIndex index;
    private final RecentEvents recent = new RecentEvents();
    private final Thread thread;
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private volatile long end;

    LogWriter(Path file, Writer writer, StoredEvents events, KeyIndex index) throws SQLException {
        this.file = file;
        this.writer = writer;
        this.events = events;
        this.index = index;
        end = writer.transaction(Blocks::last);
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

    /** Called after each commit. */
    void onAppend(Runnable listener) {
        listeners.add(listener);
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
    private record Written(int added, List<Integer> conflicts) {}

    /** Notes which of what was appended belongs to which import, so that each can be undone alone. */
    private void note(Session session, List<Unit> group, List<Written> written) throws SQLException {
        long last = end;
        for (int i = 0; i < group.size(); i++) {
            int added = written.get(i).added;
            if (added > 0 && !group.get(i).batch().isEmpty()) {
                SqliteImports.note(session, group.get(i).batch(), last + 1, last + added);
            }
            last += added;
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
        listeners.forEach(Runnable::run);
        for (int i = 0; i < group.size(); i++) {
            Written of = written.get(i);
            Unit unit = group.get(i);
            int duplicates = unit.rows().size() - of.added - of.conflicts.size();
            unit.receipt().complete(new Receipt(Position.of(end), of.added, duplicates, of.conflicts));
        }
    }

    private List<Written> commit(List<Unit> group) throws SQLException {
        List<Appended> appended = new ArrayList<>(1);
        List<Written> written = writer.transaction(session -> {
            Appended fresh = new Appended(session, end);
            List<Written> each = new ArrayList<>(group.size());
            for (Unit unit : group) {
                each.add(append(unit, fresh));
            }
            fresh.insert();
            note(session, group, each);
            insertDead(session, group);
            appended.add(fresh);
            return each;
        });
        Appended fresh = appended.getFirst();
        for (int i = 0; i < fresh.rows.size(); i++) {
            long offset = end + 1 + i;
            Unit.Row row = fresh.rows.get(i);
            index.add(fresh.keys[i], offset);
            recent.add(offset, row.event(), row.body().length);
        }
        return written;
    }

    private Written append(Unit unit, Appended fresh) throws SQLException {
        int before = fresh.rows.size();
        List<Integer> conflicts = new ArrayList<>(0);
        for (int i = 0; i < unit.rows().size(); i++) {
            Unit.Row row = unit.rows().get(i);
            if (fresh.find(row.key()) == 0) { // almost always: no event of this key, so none of this id
                fresh.add(row, row.key());
                continue;
            }
            StoredEvents.Place place = events.look(row.id(), fresh);
            if (place.offset() == 0) {
                fresh.add(row, place.key());
            } else if (!events.same(place.body(), row)) {
                conflicts.add(i);
            }
        }
        return new Written(fresh.rows.size() - before, List.copyOf(conflicts));
    }

    /** What one transaction appends, and what was there before. */
    private final class Appended implements StoredEvents.Source {
        private final Session session;
        private final long last;
        private final KeyTable fresh = new KeyTable();
        private final List<Unit.Row> rows = new ArrayList<>();
        private long[] keys = new long[64];

        Appended(Session session, long last) {
            this.session = session;
            this.last = last;
        }

        void add(Unit.Row row, long key) {
            if (rows.size() == keys.length) {
                keys = Arrays.copyOf(keys, 2 * keys.length);
            }
            keys[rows.size()] = key;
            rows.add(row);
            fresh.put(key, last + rows.size());
        }

        @Override
        public long find(long key) {
            long offset = fresh.find(key);
            return offset != 0 ? offset : index.find(key);
        }

        @Override
        public byte[] body(long offset) throws SQLException {
            return offset > last ? rows.get((int) (offset - last - 1)).body() : Blocks.body(session, offset);
        }

        void insert() throws SQLException {
            Block block = new Block(last + 1);
            long oldest = Long.MAX_VALUE;
            for (int i = 0; i < rows.size(); i++) {
                if (block.full()) {
                    Blocks.insert(session, block, oldest);
                    block = new Block(last + 1 + i);
                    oldest = Long.MAX_VALUE;
                }
                byte[] body = rows.get(i).body();
                block.add(last + 1 + i, keys[i], body, 0, body.length);
                oldest = Math.min(oldest, rows.get(i).event().time());
            }
            if (!rows.isEmpty()) {
                Blocks.insert(session, block, oldest);
            }
        }
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
}
