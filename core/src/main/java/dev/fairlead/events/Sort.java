package dev.fairlead.events;

/** A user chose an order for a list. */
public record Sort(String id, long time, String user, String session, String order) implements Event {
    static Sort read(String id, long time, Contract in) throws ContractViolation {
        return new Sort(id, time, in.text("user"), in.text("session"), in.freeText("order"));
    }

    @Override
    public void write(FieldWriter out) {
        out.text("user", user);
        out.text("session", session);
        out.text("order", order);
    }
}
