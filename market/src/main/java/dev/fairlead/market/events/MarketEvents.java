package dev.fairlead.market.events;

import dev.fairlead.events.EventType;
import dev.fairlead.events.EventTypes;
import java.util.List;

/** The vocabulary of a marketplace: the types of event that its products send. */
public final class MarketEvents {
    private MarketEvents() {}

    public static final List<EventType<?>> ALL = List.of(
            CatalogueItem.TYPE,
            UserProfile.TYPE,
            Search.TYPE,
            Filter.TYPE,
            Sort.TYPE,
            Impression.TYPE,
            Interaction.TYPE,
            Click.TYPE,
            Dwell.TYPE,
            AddToCart.TYPE,
            Purchase.TYPE,
            Hide.TYPE,
            Complaint.TYPE,
            Return.TYPE);

    public static final EventTypes TYPES = EventTypes.of(ALL);
}
