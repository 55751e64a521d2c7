package dev.fairlead.retrieval;

import dev.fairlead.events.Event;
import dev.fairlead.market.events.AddToCart;
import dev.fairlead.market.events.Click;
import dev.fairlead.market.events.Interaction;
import dev.fairlead.market.events.ItemEvent;
import dev.fairlead.market.events.Purchase;
import java.util.Optional;

/** Which events say that a user liked an item: click, interaction, add to cart, purchase. */
public final class ItemInteractions {
    private ItemInteractions() {}

    /** The event as an interaction of an item, if it is one. */
    public static Optional<ItemEvent> of(Event event) {
        return switch (event) {
            case Click e -> Optional.of(e);
            case Interaction e -> Optional.of(e);
            case AddToCart e -> Optional.of(e);
            case Purchase e -> Optional.of(e);
            default -> Optional.empty();
        };
    }
}
