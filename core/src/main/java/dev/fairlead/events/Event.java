package dev.fairlead.events;

/**
 * A fact from the product, or one that Fairlead itself adds (a decision, a promotion, a launch).
 *
 * <p>Text that is not known is the empty string and a number that is not known is NaN, in every event. Times are
 * milliseconds since 1970-01-01T00:00:00Z. Each record reads itself from {@link Contract} (which refuses what breaks
 * the event's data contract) and writes itself to {@link FieldWriter}, side by side.
 */
public sealed interface Event
        permits CatalogueItem,
                UserProfile,
                Search,
                Filter,
                Sort,
                Impression,
                Interaction,
                Click,
                Dwell,
                AddToCart,
                Purchase,
                Hide,
                Complaint,
                Return,
                Decision,
                Promotion,
                Exposure,
                LaunchStarted,
                LaunchChanged {

    /** Unique name of this fact, 1 to 200 characters; a second event with the same id is a duplicate. */
    String id();

    /** When it happened, in milliseconds since 1970-01-01T00:00:00Z (not when it arrived). */
    long time();

    /** Writes every field but {@code type}, {@code id} and {@code time}. */
    void write(FieldWriter out);
}
