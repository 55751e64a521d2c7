package dev.fairlead.log;

import dev.fairlead.events.Event;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Durable, append-only, ordered within each partition. Offsets rise from 1 in order of arrival and may have gaps. Safe for
 * use by many threads.
 */
public interface EventLog extends AutoCloseable {
    /** Most bytes of one stored event; {@link #submit} throws {@link LogException} for a larger one. */
    int MAX_EVENT_BYTES = 4 << 20;

    /** Events that {@link #readUntil} asks for at a time. */
    int READ_AT_ONCE = 10_000;

    /**
     * Appends events, and what was refused beside them, as one unit; the future completes once they are durable. An event
     * whose id the log already holds is not appended again: the same event is a duplicate, another one a conflict. Blocks while too
     * much waits to be written (back-pressure).
     *
     * <p>The future fails with {@link LogException} when the storage refuses (disk full, say); then nothing of the unit
     * was appended.
     */
    CompletableFuture<Receipt> submit(List<Event> events, List<DeadLetter> refused);

    /**
     * {@link #submit} without the back-pressure, for what must not make its caller wait.
     *
     * @return empty, and nothing will be appended, while too much waits to be written
     */
    Optional<CompletableFuture<Receipt>> offer(List<Event> events);

    /** {@link #submit} and wait. @throws LogException when the storage refuses */
    Receipt append(List<Event> events, List<DeadLetter> refused);

    /**
     * {@link #append} of what belongs to an import, which can be undone where the log keeps what belongs to which ({@link ImportStore}).
     *
     * @param batch name of the import; empty for none
     */
    default Receipt append(String batch, List<Event> events, List<DeadLetter> refused) {
        return append(events, refused);
    }

    /**
     * Calls a listener each time that events have become durable, on the thread that made them so: it must return at once. A log that others
     * write cannot tell, and calls nobody.
     */
    default void onAppend(Runnable listener) {}

    /** The position after the last durable event of every partition. */
    Position end();

    /**
     * Reads events after {@code after}, in order within each partition, until {@code limit} of them or {@code bytes} as they are stored are
     * handed over, but at least one. One that cannot be decoded counts, and goes to {@link Fold#unreadable}.
     *
     * @return the position after the last event handed over, or {@code after} when there was none; the log's end where what followed has left the
     *     log
     */
    Position read(Position after, int limit, long bytes, Fold fold);

    /** The same with no limit of bytes. */
    default Position read(Position after, int limit, Fold fold) {
        return read(after, limit, Long.MAX_VALUE, fold);
    }

    /** Reads every event that is durable when the reading begins. @return the log's end then */
    default Position readAll(Fold fold) {
        Position end = end();
        readUntil(end, fold);
        return end;
    }

    /**
     * Reads the events that {@code until} covers, in order within each partition.
     *
     * @throws IllegalArgumentException if the log ends before
     */
    default void readUntil(Position until, Fold fold) {
        if (!end().covers(until)) {
            throw new IllegalArgumentException("the log ends at " + end() + ", before position " + until
                    + "; it is not the log that the position comes from");
        }
        Fold bounded = new UntilFold(until, fold);
        Position at = Position.START;
        while (!at.covers(until)) {
            Position reached = read(at, READ_AT_ONCE, bounded);
            if (reached.equals(at)) {
                return;
            }
            at = reached;
        }
    }

    @Override
    void close();
}
