package dev.fairlead.market.events;

import dev.fairlead.events.Event;

/** Something that one user did to one item. */
public sealed interface ItemEvent extends Event
        permits Interaction, Click, Dwell, AddToCart, Purchase, Hide, Complaint, Return {
    String user();

    String session();

    String item();

    /** The impression (its request id) that led here; empty when the product does not know. */
    String request();
}
