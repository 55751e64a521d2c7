package dev.fairlead.events;

/**
 * From this position of the log on, {@code model} serves {@code app}.
 *
 * @param model content hash of the model; empty when the app goes back to its heuristic
 * @param reason why, for the audit trail
 */
public record Promotion(String id, long time, String app, String model, String reason) implements Event {
    static Promotion read(String id, long time, Contract in) throws ContractViolation {
        return new Promotion(id, time, in.text("app"), in.optionalText("model"), in.freeText("reason"));
    }

    @Override
    public void write(FieldWriter out) {
        out.text("app", app);
        out.text("model", model);
        out.text("reason", reason);
    }
}
