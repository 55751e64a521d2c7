package dev.fairlead.features;

/** The entity that a number is kept for. */
public enum Key {
    USER,
    ITEM,
    SELLER,
    BRAND,
    /** Narrowest category of the item's path. */
    CATEGORY,
    /** Broadest category of the item's path. */
    TOP_CATEGORY,
    /** Half-octave of the price: ⌊2 log₂ price⌋, 0 to 63. */
    PRICE_BAND,
    /** One number for everything. */
    ALL
}
