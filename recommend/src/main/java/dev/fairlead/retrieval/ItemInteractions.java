package dev.fairlead.retrieval;

import dev.fairlead.events.Event;
import dev.fairlead.market.events.AddToCart;
import dev.fairlead.market.events.Click;
import dev.fairlead.market.events.Interaction;
import dev.fairlead.market.events.ItemEvent;
import dev.fairlead.market.events.Purchase;
import dev.fairlead.market.features.InteractionKinds;
import java.util.Optional;

/** Which events say that a user liked an item: click, add to cart, purchase, and an interaction of a kind that is positive. */
public final class ItemInteractions {
    private ItemInteractions() {}

    /** The event as an interaction of an item, if it is one; kinds mean what they usually do. */
    public static Optional<ItemEvent> of(Event event) {
        return of(event, InteractionKinds.USUAL);
    }

    /** The same by what the kinds of interactions say. */
    public static Optional<ItemEvent> of(Event event, InteractionKinds kinds) {
        return switch (event) {
            case Click e -> Optional.of(e);
            case Interaction e when kinds.sign(e.kind()) == InteractionKinds.Sign.POSITIVE -> Optional.of(e);
            case AddToCart e -> Optional.of(e);
            case Purchase e -> Optional.of(e);
            default -> Optional.empty();
        };
    }
}
