package dev.fairlead.log;

import dev.fairlead.events.Event;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Durable, append-only, ordered. Offsets are 1, 2, 3, … in order of arrival; 0 is the position before the first event.
 * Safe for use by many threads.
 */
public interface EventLog extends AutoCloseable {
    /**
     * Appends events, and what was refused beside them, as one unit; the future completes once they are durable. An event
     * whose id the log already holds is a duplicate: it is counted and not appended again. Blocks while too much waits to
     * be written (back-pressure).
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

    /** Offset of the last durable event, 0 when there is none. */
    long end();

    /**
     * Reads up to {@code limit} events after {@code after}, in order.
     *
     * @return the offset of the last event handed over, or {@code after} when there was none
     */
    long read(long after, int limit, Fold fold);

    /** The event with this id. */
    Optional<Logged> find(String id);

    /** Refused events that were not re-submitted yet, oldest first, after dead letter number {@code after}. */
    List<DeadLetter> deadLetters(long after, int limit);

    /** How many refused events wait to be mended. */
    long deadLetterCount();

    /** Marks refused events as re-submitted. */
    void markResubmitted(List<Long> numbers);

    @Override
    void close();
}
