package dev.fairlead.log;

import java.util.List;

/** Events that were refused on arrival. {@link EventLog#submit} adds to them. */
public interface DeadLetters {
    /** Refused events that were not re-submitted yet, oldest first, after dead letter number {@code after}. */
    List<DeadLetter> deadLetters(long after, int limit);

    /** How many refused events wait to be mended. */
    long deadLetterCount();

    /** Marks refused events as re-submitted. */
    void markResubmitted(List<Long> numbers);
}
