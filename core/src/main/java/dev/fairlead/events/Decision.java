package dev.fairlead.events;

import dev.fairlead.log.Position;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;
import java.util.List;

/**
 * What Fairlead decided for one request, and everything needed to explain or replay it.
 *
 * @param id also the request id that outcomes are joined by
 * @param assigned the arm that the unit was assigned to, and by which launch
 * @param model content hash of the model that scored; empty when the heuristic answered
 * @param fingerprint of the features that were read
 * @param fallback why something less than the full policy answered; empty when it did not
 * @param asOf log position that the feature state had applied when it was read
 * @param candidates items that were scored, in the order they were scored in
 * @param prices price that the caller gave for each candidate (NaN: the catalogue's); empty when it gave none
 */
public record Decision(
        String id,
        long time,
        String app,
        String user,
        String session,
        Context context,
        Assigned assigned,
        String model,
        String fingerprint,
        String fallback,
        Position asOf,
        List<String> candidates,
        double[] prices,
        List<Slot> slots)
        implements Event {

    /**
     * One position of the slate.
     *
     * @param source which sources proposed the item, joined by +
     * @param rule which rule put it there: "rank" for the order by value, or "explore", "thompson", "new-seller", "pin", …
     * @param index the item's 0-based place among the candidates that were scored
     * @param price price used for the expected value; NaN when not known
     * @param score the ranker's raw score, or the heuristic's
     * @param probability calibrated probability of the outcome, 0 to 1; NaN when the heuristic answered
     * @param value what the slate was ordered by; for the feed expected margin: probability × price × margin
     * @param propensity probability in (0, 1] that the policy shows this item at this position
     * @param features the row that was scored, in the order of the fingerprint's features
     */
    public record Slot(
            String item,
            int position,
            String source,
            String rule,
            int index,
            double price,
            double score,
            double probability,
            double value,
            double propensity,
            float[] features) {

        private static Slot read(Contract in) throws ContractViolation {
            return new Slot(
                    in.text("item"),
                    (int) in.whole("position", 1, Contract.MAX_LIST),
                    in.optionalText("source"),
                    in.optionalText("rule"),
                    (int) in.whole("index", 0, Contract.MAX_LIST),
                    in.optionalNumber("price", 0, CatalogueItem.MAX_PRICE),
                    in.optionalNumber("score", -Double.MAX_VALUE, Double.MAX_VALUE),
                    in.optionalNumber("probability", 0, 1),
                    in.optionalNumber("value", -Double.MAX_VALUE, Double.MAX_VALUE),
                    in.optionalNumber("propensity", Double.MIN_VALUE, 1),
                    floats(in.raw("features")));
        }

        private void write(FieldWriter out) {
            out.text("item", item);
            out.whole("position", position);
            out.text("source", source);
            out.text("rule", rule);
            out.whole("index", index);
            out.number("price", price);
            out.number("score", score);
            out.number("probability", probability);
            out.number("value", value);
            out.number("propensity", propensity);
            out.text("features", base64(features));
        }
    }

    static Decision read(String id, long time, Contract in) throws ContractViolation {
        Decision decision = new Decision(
                id,
                time,
                in.text("app"),
                in.text("user"),
                in.text("session"),
                Context.read(in),
                Assigned.read(in),
                in.optionalText("model"),
                in.optionalText("fingerprint"),
                in.freeText("fallback"),
                in.position("as_of"),
                in.texts("candidates"),
                doubles(in.raw("prices")),
                in.records("slots", Slot::read));
        int prices = decision.prices.length;
        if (prices != 0 && prices != decision.candidates.size()) {
            throw new ContractViolation("prices", prices + " prices for " + decision.candidates.size() + " candidates");
        }
        return decision;
    }

    @Override
    public void write(FieldWriter out) {
        out.text("app", app);
        out.text("user", user);
        out.text("session", session);
        context.write(out);
        assigned.write(out);
        out.text("model", model);
        out.text("fingerprint", fingerprint);
        out.text("fallback", fallback);
        out.text("as_of", asOf.toString());
        out.texts("candidates", candidates);
        out.text("prices", base64(prices));
        out.records("slots", slots, Slot::write);
    }

    /** Little-endian IEEE 754 bits, so that every float (NaN too) survives exactly. */
    private static String base64(float[] row) {
        ByteBuffer bytes = ByteBuffer.allocate(4 * row.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(row);
        return Base64.getEncoder().encodeToString(bytes.array());
    }

    private static String base64(double[] values) {
        ByteBuffer bytes = ByteBuffer.allocate(8 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asDoubleBuffer().put(values);
        return Base64.getEncoder().encodeToString(bytes.array());
    }

    private static double[] doubles(String base64) throws ContractViolation {
        ByteBuffer bytes = bytes("prices", base64, 8);
        double[] values = new double[bytes.remaining() / 8];
        bytes.asDoubleBuffer().get(values);
        return values;
    }

    private static float[] floats(String base64) throws ContractViolation {
        ByteBuffer bytes = bytes("features", base64, 4);
        float[] row = new float[bytes.remaining() / 4];
        bytes.asFloatBuffer().get(row);
        return row;
    }

    private static ByteBuffer bytes(String field, String base64, int each) throws ContractViolation {
        try {
            byte[] bytes = Base64.getDecoder().decode(base64);
            if (bytes.length % each != 0) {
                throw new ContractViolation(field, bytes.length + " bytes are not a whole number of values of " + each);
            }
            return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        } catch (IllegalArgumentException e) {
            throw new ContractViolation(field, "not base64: " + e.getMessage());
        }
    }
}
