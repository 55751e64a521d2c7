package dev.fairlead.radio;

import dev.fairlead.events.Field;
import dev.fairlead.events.Schema;

/** Where and how somebody listens; empty texts where that is not known. */
public record Place(String market, String device) {
    public static final Place UNKNOWN = new Place("", "");

    public static final Schema<Place> SCHEMA = Schema.of(
            Place.class,
            Field.id("market", "the market").optional(),
            Field.id("device", "mobile, desktop, …").optional());
}
