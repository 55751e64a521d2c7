package dev.fairlead.events;

/**
 * A fact from a product, or one that Fairlead itself adds (a decision, a promotion, a launch). Every type of event is a record
 * whose fields an {@link EventType} declares.
 *
 * <p>Text that is not known is the empty string and a number that is not known is NaN, in every event. Times are
 * milliseconds since 1970-01-01T00:00:00Z.
 */
public interface Event {
    /** Unique name of this fact, 1 to 200 characters; a second event with the same id is a duplicate. */
    String id();

    /** When it happened, in milliseconds since 1970-01-01T00:00:00Z (not when it arrived). */
    long time();
}
