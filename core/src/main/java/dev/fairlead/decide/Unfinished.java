package dev.fairlead.decide;

import java.time.Duration;

/**
 * What an event lacks as long as it is read alone: rows of a table may be elements of one event's list, and where sessions end may
 * depend on the events before.
 *
 * @param list name of the list of which the event holds one element, those of the other events of its id being the others; empty if it is
 *     whole
 * @param numbered name of the field that is an element's place in the list; empty if the elements have places
 * @param session after what pause of a person a session begins; zero if the event has its session
 */
public record Unfinished(String list, String numbered, Duration session) {
    /** Of a whole event. */
    public static final Unfinished NOTHING = new Unfinished("", "", Duration.ZERO);

    boolean isPart() {
        return !list.isEmpty();
    }
}
