package dev.fairlead.retrieval;

import dev.fairlead.market.features.Catalogue;

/**
 * What the item tower reads of an item. Empty text and NaN stand for "not known".
 *
 * @param item the item's id
 * @param category path from the broadest to the narrowest category, joined by /
 * @param price in the item's currency, at least 0
 */
public record ItemFields(String item, String category, String brand, String seller, double price, String title) {

    /** An item of which only the id is known. */
    public static ItemFields ofId(String item) {
        return new ItemFields(item, "", "", "", Double.NaN, "");
    }

    /** What the catalogue knows of the item with this dense id. */
    public static ItemFields of(Catalogue catalogue, int item) {
        return new ItemFields(
                catalogue.items().text(item),
                catalogue.category(item),
                catalogue.brand(item),
                catalogue.seller(item),
                catalogue.price(item),
                catalogue.title(item));
    }
}
