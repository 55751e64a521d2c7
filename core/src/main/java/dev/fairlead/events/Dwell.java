package dev.fairlead.events;

/** A user stayed on an item for {@code seconds}, 0 to 86,400. */
public record Dwell(String id, long time, String user, String session, String item, String request, double seconds)
        implements Event, ItemEvent {
    static Dwell read(String id, long time, Contract in) throws ContractViolation {
        return new Dwell(
                id,
                time,
                in.text("user"),
                in.text("session"),
                in.text("item"),
                in.optionalText("request"),
                in.number("seconds", 0, 86_400));
    }

    @Override
    public void write(FieldWriter out) {
        out.text("user", user);
        out.text("session", session);
        out.text("item", item);
        out.text("request", request);
        out.number("seconds", seconds);
    }
}
