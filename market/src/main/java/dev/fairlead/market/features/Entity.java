package dev.fairlead.market.features;

import dev.fairlead.state.EntityType;

/** The entity that a number is kept for. */
public enum Entity implements EntityType {
    USER(Scope.REQUEST),
    ITEM(Scope.CANDIDATE),
    SELLER(Scope.ATTRIBUTE),
    BRAND(Scope.ATTRIBUTE),
    /** Narrowest category of the item's path. */
    CATEGORY(Scope.ATTRIBUTE),
    /** Broadest category of the item's path. */
    TOP_CATEGORY(Scope.ATTRIBUTE),
    /** Half-octave of the price: ⌊2 log₂ price⌋, 0 to 63. */
    PRICE_BAND(Scope.ATTRIBUTE),
    /** One number for everything. */
    ALL(Scope.REQUEST);

    private final Scope scope;

    Entity(Scope scope) {
        this.scope = scope;
    }

    @Override
    public Scope scope() {
        return scope;
    }

    @Override
    public boolean person() {
        return this == USER;
    }
}
