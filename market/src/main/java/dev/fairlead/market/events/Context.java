package dev.fairlead.market.events;

import dev.fairlead.events.Field;
import dev.fairlead.events.Schema;

/**
 * Where and how a slate is seen; empty text for what is not known.
 *
 * @param market the market or platform ("de", "US")
 * @param device "mobile", "tablet", "desktop", …
 * @param timeZone an IANA zone ("Europe/Berlin") for local hour and weekday; UTC when empty
 * @param query what the user searched for, when the slate answers a search
 */
public record Context(String market, String device, String timeZone, String query) {
    public static final Context UNKNOWN = new Context("", "", "", "");

    public static final Schema<Context> SCHEMA = Schema.of(
            Context.class,
            Field.id("market", "the market or platform").optional().attribute(),
            Field.id("device", "mobile, tablet, desktop, …").optional().attribute(),
            Field.zone("time_zone", "an IANA time zone, for local hour and weekday")
                    .attribute(),
            Field.text("query", "what the user searched for").attribute());
}
