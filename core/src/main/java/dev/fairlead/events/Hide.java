package dev.fairlead.events;

/** A user asked not to see an item again. */
public record Hide(String id, long time, String user, String session, String item, String request)
        implements Event, ItemEvent {
    static Hide read(String id, long time, Contract in) throws ContractViolation {
        return new Hide(id, time, in.text("user"), in.text("session"), in.text("item"), in.optionalText("request"));
    }

    @Override
    public void write(FieldWriter out) {
        out.text("user", user);
        out.text("session", session);
        out.text("item", item);
        out.text("request", request);
    }
}
