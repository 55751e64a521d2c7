package dev.fairlead.events;

/** A user narrowed a list; {@code filter} names the filter and its value. */
public record Filter(String id, long time, String user, String session, String filter) implements Event {
    static Filter read(String id, long time, Contract in) throws ContractViolation {
        return new Filter(id, time, in.text("user"), in.text("session"), in.freeText("filter"));
    }

    @Override
    public void write(FieldWriter out) {
        out.text("user", user);
        out.text("session", session);
        out.text("filter", filter);
    }
}
