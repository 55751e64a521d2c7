package dev.fairlead.events;

import java.util.List;

/**
 * What the catalogue says of an item from now on.
 *
 * @param item the item's id
 * @param price in {@code currency}, at least 0
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
        List<String> markets)
        implements Event {

    /** Highest price, in any currency. */
    public static final double MAX_PRICE = 1e9;

    static CatalogueItem read(String id, long time, Contract in) throws ContractViolation {
        CatalogueItem item = new CatalogueItem(
                id,
                time,
                in.text("item"),
                in.number("price", 0, MAX_PRICE),
                in.optionalNumber("margin", -1, 1),
                in.optionalText("currency"),
                in.texts("category"),
                in.optionalText("brand"),
                in.optionalText("seller"),
                in.optionalTime("seller_since"),
                in.optionalNumber("rating", 0, 5),
                in.optionalNumber("shipping_days", 0, 365),
                in.whole("stock", 0, Integer.MAX_VALUE, -1),
                in.optionalTime("created"),
                in.freeText("title"),
                in.texts("markets"));
        if (!item.currency.isEmpty() && !item.currency.matches("[A-Z]{3}")) {
            throw new ContractViolation(
                    "currency", "'" + item.currency + "' is not an ISO 4217 code of three capitals, like EUR");
        }
        return item;
    }

    @Override
    public void write(FieldWriter out) {
        out.text("item", item);
        out.number("price", price);
        out.number("margin", margin);
        out.text("currency", currency);
        out.texts("category", category);
        out.text("brand", brand);
        out.text("seller", seller);
        if (sellerSince != 0) {
            out.whole("seller_since", sellerSince);
        }
        out.number("rating", rating);
        out.number("shipping_days", shippingDays);
        if (stock >= 0) {
            out.whole("stock", stock);
        }
        if (created != 0) {
            out.whole("created", created);
        }
        out.text("title", title);
        out.texts("markets", markets);
    }
}
