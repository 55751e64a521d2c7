package dev.fairlead.events;

/**
 * A person is erased: what the log tells of the person up to this event names a pseudonym, which this event's id gives, and attributes are
 * gone. States forget the person at this event.
 *
 * @param person id of the person until the log is rewritten, the pseudonym from then on
 * @param digest SipHash-2-4 of the person's id under a key made of this event's id, 16 hexadecimal digits: by it a copy of the log from before that
 *     reads this event can tell whom it is about, as can anybody who knows the id already
 */
public record Erasure(String id, long time, String person, String digest) implements Event {
    /** What pseudonyms begin with. */
    public static final String PSEUDONYM = "erased-";

    /** What the ids of these events begin with. */
    public static final String PREFIX = "erasure";

    public static final EventType<Erasure> TYPE = EventType.platform(
            Erasure.class,
            PREFIX,
            "A person is erased from all that lies before this event.",
            Field.id("person", "id of the person until the log is rewritten, the pseudonym from then on")
                    .person(),
            Field.id("digest", "of the person's id, 16 hexadecimal digits"));

    /** What stands for the person. */
    public String pseudonym() {
        return PSEUDONYM + id.substring(id.indexOf('-') + 1);
    }
}
