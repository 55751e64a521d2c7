package dev.fairlead.events;

/** A user searched; {@code query} is the text or the chosen destination. */
public record Search(String id, long time, String user, String session, String query) implements Event {
    static Search read(String id, long time, Contract in) throws ContractViolation {
        return new Search(id, time, in.text("user"), in.text("session"), in.freeText("query"));
    }

    @Override
    public void write(FieldWriter out) {
        out.text("user", user);
        out.text("session", session);
        out.text("query", query);
    }
}
