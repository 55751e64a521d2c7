package dev.fairlead.decide;

import dev.fairlead.events.ContractViolation;
import dev.fairlead.events.Fields;

/** Takes what a file or a request holds, one element at a time. */
public interface EventSink {
    /**
     * Takes one event.
     *
     * @param line 1-based line or element number within the source
     * @param payload the event's text, for the dead-letter log
     */
    default void add(long line, Fields fields, String payload) {
        add(line, fields, payload, Unfinished.NOTHING);
    }

    /** Takes one event. @param lacks what it lacks as long as it is read alone */
    void add(long line, Fields fields, String payload, Unfinished lacks);

    /** Notes an element that could not even be read as fields. */
    void refuse(long line, ContractViolation why, String payload);
}
