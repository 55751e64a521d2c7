package dev.fairlead.events;

/** A user did something to an item that is none of the other events: {@code kind} is "view", "image", "favourite", …. */
public record Interaction(String id, long time, String user, String session, String item, String request, String kind)
        implements Event, ItemEvent {
    static Interaction read(String id, long time, Contract in) throws ContractViolation {
        return new Interaction(
                id,
                time,
                in.text("user"),
                in.text("session"),
                in.text("item"),
                in.optionalText("request"),
                in.text("kind"));
    }

    @Override
    public void write(FieldWriter out) {
        out.text("user", user);
        out.text("session", session);
        out.text("item", item);
        out.text("request", request);
        out.text("kind", kind);
    }
}
