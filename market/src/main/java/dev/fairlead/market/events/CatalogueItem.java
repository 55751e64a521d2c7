package dev.fairlead.market.events;

import dev.fairlead.events.ContractViolation;
import dev.fairlead.events.Event;
import dev.fairlead.events.EventType;
import dev.fairlead.events.Field;
import java.util.List;

/**
 * What the catalogue says of an item from now on: a description, or a change of one. What is not known here is left as it was, what is to be cleared
 * is named in {@code clear}, and of each attribute the latest event counts.
 *
 * @param item the item's id
 * @param price in {@code currency}, at least 0; NaN when not known
 * @param margin share of the price that the marketplace keeps, −1 to 1; NaN when not known
 * @param currency ISO 4217 code; empty when not known
 * @param category path from the broadest to the narrowest category
 * @param seller seller's id
 * @param sellerSince the seller's first day, in milliseconds since 1970; 0 when not known
 * @param rating 0 to 5; NaN when not known
 * @param shippingDays days until delivery, 0 to 365; NaN when not known
 * @param stock units left; −1 when not counted, 0 when sold out
 * @param created when the item was first offered, in milliseconds since 1970; 0 when not known
 * @param title what it is called; empty when not known
 * @param markets where it is offered, as in {@link UserProfile#market}; empty means everywhere
 * @param clear names of attributes, as they are on the wire, that are not known any more
 */
public record CatalogueItem(
        String id,
        long time,
        String item,
        double price,
        double margin,
        String currency,
        List<String> category,
        String brand,
        String seller,
        long sellerSince,
        double rating,
        double shippingDays,
        long stock,
        long created,
        String title,
        List<String> markets,
        List<String> clear)
        implements Event {
    /** Highest price, in any currency. */
    public static final double MAX_PRICE = 1e9;

    public static final EventType<CatalogueItem> TYPE = EventType.product(
                    CatalogueItem.class,
                    "item",
                    "What the catalogue says of an item from now on. What is left out stays as it was; null, or an empty list, clears it.",
                    Field.id("item", "the item's id"),
                    Field.number("price", 0, MAX_PRICE, "of one unit, in the currency")
                            .optional(),
                    Field.number("margin", -1, 1, "share of the price that the marketplace keeps")
                            .optional(),
                    Field.id("currency", "ISO 4217 code").optional(),
                    Field.ids("category", "path from the broadest to the narrowest category"),
                    Field.id("brand", "the brand's id").optional(),
                    Field.id("seller", "the seller's id").optional(),
                    Field.time("seller_since", "the seller's first day").optional(),
                    Field.number("rating", 0, 5, "0 to 5").optional(),
                    Field.number("shipping_days", 0, 365, "until delivery")
                            .unit("days")
                            .optional(),
                    Field.whole("stock", 0, Integer.MAX_VALUE, "units left; 0 is sold out, not known is not counted")
                            .orElse(-1),
                    Field.time("created", "when the item was first offered").optional(),
                    Field.text("title", "what it is called"),
                    Field.ids("markets", "where it is offered; none means everywhere"),
                    Field.ids("clear", "names of attributes that are not known any more"))
            .clearing("clear")
            .checked(item -> {
                if (!item.currency.isEmpty() && !item.currency.matches("[A-Z]{3}")) {
                    throw new ContractViolation(
                            "currency", "'" + item.currency + "' is not an ISO 4217 code of three capitals, like EUR");
                }
            });

    /** A description that clears nothing. */
    public CatalogueItem(
            String id,
            long time,
            String item,
            double price,
            double margin,
            String currency,
            List<String> category,
            String brand,
            String seller,
            long sellerSince,
            double rating,
            double shippingDays,
            long stock,
            long created,
            String title,
            List<String> markets) {
        this(
                id,
                time,
                item,
                price,
                margin,
                currency,
                category,
                brand,
                seller,
                sellerSince,
                rating,
                shippingDays,
                stock,
                created,
                title,
                markets,
                List.of());
    }
}
