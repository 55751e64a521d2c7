package dev.fairlead.events;

/**
 * Where and how a slate is seen; empty text for what is not known.
 *
 * @param market the market or platform ("de", "US")
 * @param device "mobile", "tablet", "desktop", …
 * @param timeZone an IANA zone ("Europe/Berlin") for local hour and weekday; UTC when empty
 * @param query what the user searched for, when the slate answers a search
 */
public record Context(String market, String device, String timeZone, String query) {
    public static final Context UNKNOWN = new Context("", "", "", "");

    public static Context read(Contract in) throws ContractViolation {
        return new Context(
                in.optionalText("market"), in.optionalText("device"), in.timeZone("time_zone"), in.freeText("query"));
    }

    void write(FieldWriter out) {
        out.text("market", market);
        out.text("device", device);
        out.text("time_zone", timeZone);
        out.text("query", query);
    }
}
