package dev.fairlead.events;

/**
 * A user sent back what was bought.
 *
 * @param quantity units, at least 1
 * @param request the impression that led to the purchase; empty when not known
 */
public record Return(
        String id, long time, String user, String session, String item, String request, long quantity, String reason)
        implements Event, ItemEvent {

    static Return read(String id, long time, Contract in) throws ContractViolation {
        return new Return(
                id,
                time,
                in.text("user"),
                in.text("session"),
                in.text("item"),
                in.optionalText("request"),
                in.whole("quantity", 1, 1_000_000, 1),
                in.freeText("reason"));
    }

    @Override
    public void write(FieldWriter out) {
        out.text("user", user);
        out.text("session", session);
        out.text("item", item);
        out.text("request", request);
        out.whole("quantity", quantity);
        out.text("reason", reason);
    }
}
