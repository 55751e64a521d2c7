package dev.fairlead.events;

/** A user put an item into the cart. */
public record AddToCart(
        String id, long time, String user, String session, String item, String request, long quantity, double price)
        implements Event, ItemEvent {
    static AddToCart read(String id, long time, Contract in) throws ContractViolation {
        return new AddToCart(
                id,
                time,
                in.text("user"),
                in.text("session"),
                in.text("item"),
                in.optionalText("request"),
                in.whole("quantity", 1, 10_000, 1),
                in.optionalNumber("price", 0, CatalogueItem.MAX_PRICE));
    }

    @Override
    public void write(FieldWriter out) {
        out.text("user", user);
        out.text("session", session);
        out.text("item", item);
        out.text("request", request);
        out.whole("quantity", quantity);
        out.number("price", price);
    }
}
