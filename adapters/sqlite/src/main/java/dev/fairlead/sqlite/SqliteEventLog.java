package dev.fairlead.sqlite;

import dev.fairlead.events.Event;
import dev.fairlead.log.DeadLetter;
import dev.fairlead.log.EventLog;
import dev.fairlead.log.Fold;
import dev.fairlead.log.LogException;
import dev.fairlead.log.LogRewriter;
import dev.fairlead.log.Position;
import dev.fairlead.log.Receipt;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** The log in its table: {@link LogWriter} appends, readers have connections of their own. */
final class SqliteEventLog implements EventLog {
    /** Rows fetched before any is decoded: the connection is free again while the fold works. */
    private static final int MOST_PREFETCHED = 10_000;

    /** Bytes of stored events that are fetched before any is decoded. */
    private static final long PREFETCHED_BYTES = 16L << 20;

    private final Path file;
    private final Readers readers;
    private final StoredEvents events;
    private final LogWriter appender;
    private final LogRewriter rewriter;

    SqliteEventLog(Path file, Writer writer, Readers readers, StoredEvents events, KeyIndex index) throws SQLException {
        this.file = file;
        this.readers = readers;
        this.events = events;
        this.appender = new LogWriter(file, writer, events, index);
        this.rewriter = new SqliteLogRewriter(writer, readers, events, appender.recent());
    }

    /** Encodes on the caller's thread. The future completes on the writer's thread: give it nothing slow to do there. */
    @Override
    public CompletableFuture<Receipt> submit(List<Event> appended, List<DeadLetter> refused) {
        return submit("", appended, refused);
    }

    private CompletableFuture<Receipt> submit(String batch, List<Event> appended, List<DeadLetter> refused) {
        Unit unit = unit(batch, appended, refused);
        appender.put(unit);
        return unit.receipt();
    }

    @Override
    public Optional<CompletableFuture<Receipt>> offer(List<Event> appended) {
        Unit unit = unit("", appended, List.of());
        return appender.offer(unit) ? Optional.of(unit.receipt()) : Optional.empty();
    }

    @Override
    public void onAppend(Runnable listener) {
        appender.onAppend(listener);
    }

    private Unit unit(String batch, List<Event> appended, List<DeadLetter> refused) {
        List<Unit.Row> rows = appended.stream().map(events::row).toList();
        for (Unit.Row row : rows) {
            if (row.body().length > MAX_EVENT_BYTES) {
                throw new LogException("nothing was appended to " + file + ": the event '" + row.id() + "' takes "
                        + row.body().length + " bytes, and at most " + MAX_EVENT_BYTES + " are allowed");
            }
        }
        return new Unit(batch, rows, List.copyOf(refused), new CompletableFuture<>());
    }

    @Override
    public Receipt append(List<Event> appended, List<DeadLetter> refused) {
        return append("", appended, refused);
    }

    @Override
    public Receipt append(String batch, List<Event> appended, List<DeadLetter> refused) {
        try {
            return submit(batch, appended, refused).join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof LogException refusal ? refusal : e;
        }
    }

    @Override
    public Position end() {
        return Position.of(appender.last());
    }

    @Override
    public Position read(Position after, int limit, long bytes, Fold fold) {
        long last = after.offset(0);
        int left = limit;
        long bytesLeft = bytes;
        while (left > 0 && bytesLeft > 0) {
            long from = last;
            long reached = appender.recent().read(from, left, bytesLeft, fold);
            if (reached > from) {
                return Position.of(reached);
            }
            long end = appender.last();
            int most = Math.min(left, MOST_PREFETCHED);
            long mostBytes = Math.min(bytesLeft, PREFETCHED_BYTES);
            List<Blocks.Stored> rows = readers.read(session -> Blocks.fetch(session, from, most, mostBytes));
            long fetched = 0;
            for (Blocks.Stored row : rows) {
                events.decode(row.offset(), row.body(), fold);
                last = row.offset();
                fetched += row.body().length;
            }
            left -= rows.size();
            bytesLeft -= fetched;
            if (rows.size() < most && fetched < mostBytes) {
                last = Math.max(last, end); // events at the log's end may have left it
                break;
            }
        }
        return last == after.offset(0) ? after : Position.of(last);
    }

    LogRewriter rewriter() {
        return rewriter;
    }

    /** Writes what waits. The file itself belongs to the store. */
    @Override
    public void close() {
        appender.close();
    }
}
