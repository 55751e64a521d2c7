package dev.fairlead.events;

/** A user complained of an item or of how it was shown. */
public record Complaint(String id, long time, String user, String session, String item, String request, String reason)
        implements Event, ItemEvent {
    static Complaint read(String id, long time, Contract in) throws ContractViolation {
        return new Complaint(
                id,
                time,
                in.text("user"),
                in.text("session"),
                in.text("item"),
                in.optionalText("request"),
                in.freeText("reason"));
    }

    @Override
    public void write(FieldWriter out) {
        out.text("user", user);
        out.text("session", session);
        out.text("item", item);
        out.text("request", request);
        out.text("reason", reason);
    }
}
