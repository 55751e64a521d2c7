package dev.fairlead.market.events;

import dev.fairlead.events.Event;
import dev.fairlead.events.EventType;
import dev.fairlead.events.Field;
import dev.fairlead.events.Schema;
import java.util.List;

/**
 * A slate that a user saw.
 *
 * @param request the id that joins the outcomes of this slate to it: the decision's id when Fairlead decided it
 * @param surface where it was shown ("home", "search")
 */
public record Impression(
        String id,
        long time,
        String user,
        String session,
        String request,
        String surface,
        Context context,
        List<Shown> shown)
        implements Event {
    public static final EventType<Impression> TYPE = EventType.product(
            Impression.class,
            "impression",
            "A slate that a user saw.",
            Field.id("user", "the user's id; a device or cookie id for somebody who is not signed in")
                    .person(),
            Field.id("session", "the session's id").derived(),
            Field.id("request", "the decision's id when Fairlead decided the slate: outcomes name it")
                    .derived(),
            Field.id("surface", "where it was shown: home, search").optional(),
            Field.embedded(Context.SCHEMA),
            Field.objects("shown", Shown.SCHEMA, "the items, at least one").required());

    /**
     * One item of the slate.
     *
     * @param position 1 is the first
     * @param price the price shown; NaN when not known
     * @param propensity the probability in (0, 1] with which the policy would have shown it there; NaN when not known
     */
    public record Shown(String item, int position, double price, double propensity) {
        static final Schema<Shown> SCHEMA = Schema.of(
                Shown.class,
                Field.id("item", "the item's id"),
                Field.whole("position", 1, 10_000, "1 is the first"),
                Field.number("price", 0, CatalogueItem.MAX_PRICE, "the price shown")
                        .optional(),
                Field.number("propensity", Double.MIN_VALUE, 1, "probability that the policy shows it there")
                        .optional());
    }
}
