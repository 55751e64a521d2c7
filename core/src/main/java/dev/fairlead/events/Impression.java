package dev.fairlead.events;

import java.util.List;

/**
 * A slate that a user saw.
 *
 * @param request the id that joins the outcomes of this slate to it: the decision's id when Fairlead decided it
 * @param surface where it was shown ("home", "search")
 */
public record Impression(
        String id,
        long time,
        String user,
        String session,
        String request,
        String surface,
        Context context,
        List<Shown> shown)
        implements Event {

    /**
     * One item of the slate.
     *
     * @param position 1 is the first
     * @param price the price shown; NaN when not known
     * @param propensity the probability in (0, 1] with which the policy would have shown it there; NaN when not known
     */
    public record Shown(String item, int position, double price, double propensity) {
        private static Shown read(Contract in) throws ContractViolation {
            return new Shown(
                    in.text("item"),
                    (int) in.whole("position", 1, Contract.MAX_LIST),
                    in.optionalNumber("price", 0, CatalogueItem.MAX_PRICE),
                    in.optionalNumber("propensity", Double.MIN_VALUE, 1));
        }

        private void write(FieldWriter out) {
            out.text("item", item);
            out.whole("position", position);
            out.number("price", price);
            out.number("propensity", propensity);
        }
    }

    static Impression read(String id, long time, Contract in) throws ContractViolation {
        Impression impression = new Impression(
                id,
                time,
                in.text("user"),
                in.text("session"),
                in.text("request"),
                in.optionalText("surface"),
                Context.read(in),
                in.records("shown", Shown::read));
        if (impression.shown.isEmpty()) {
            throw new ContractViolation("shown", "an impression shows at least one item");
        }
        return impression;
    }

    @Override
    public void write(FieldWriter out) {
        out.text("user", user);
        out.text("session", session);
        out.text("request", request);
        out.text("surface", surface);
        context.write(out);
        out.records("shown", shown, Shown::write);
    }
}
