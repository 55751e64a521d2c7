package dev.fairlead.radio;

import dev.fairlead.events.Event;
import dev.fairlead.events.EventType;
import dev.fairlead.events.Field;

/** A listener gave {@code coins} coins of {@code worth} each. */
public record Donation(String id, long time, String user, long coins, double worth) implements Event {
    public static final EventType<Donation> TYPE = EventType.product(
            Donation.class,
            "donation",
            "A listener gave money.",
            Field.id("user", "the listener's id"),
            Field.whole("coins", 1, 10_000, "how many").orElse(1),
            Field.number("worth", 0, 1e9, "of one coin"));
}
