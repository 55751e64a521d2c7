package dev.fairlead.ranking;

import dev.fairlead.events.Context;
import dev.fairlead.features.FeatureQuery;

/**
 * One slate that somebody saw, what became of it, and what the ranker could know when it was made. Arrays are parallel,
 * one element per shown item, position 1 first.
 *
 * @param query what the feature rows are read for: the decision's own candidates if Fairlead decided, else the shown items
 * @param asOf log position at which the rows are read
 * @param time when it was shown, in milliseconds since 1970
 * @param rowOf index into the query's items of each shown item
 * @param propensities in (0, 1]; NaN when not known
 * @param outcomes what followed each item
 */
public record ShownList(
        String request,
        String surface,
        Context context,
        FeatureQuery query,
        long asOf,
        long time,
        int[] rowOf,
        double[] propensities,
        Outcome[] outcomes)
        implements Replay.Wanted {

    public String user() {
        return query.user();
    }

    public int size() {
        return rowOf.length;
    }

    public String item(int i) {
        return query.items().get(rowOf[i]);
    }

    /** The shown price, NaN when the event did not say. */
    public double price(int i) {
        return query.prices().length == 0 ? Double.NaN : query.prices()[rowOf[i]];
    }

    /**
     * What followed one shown item: when each outcome first happened, in milliseconds since 1970, {@link #NEVER} when it
     * did not.
     *
     * @param gmv quantity × price of its purchases within the label window
     */
    public record Outcome(long clicked, long carted, long purchased, double gmv) {
        public static final long NEVER = Long.MAX_VALUE;
        static final Outcome NONE = new Outcome(NEVER, NEVER, NEVER, 0);

        /** As somebody sees it who reads the log up to {@code time} only. */
        public Outcome knownBefore(long time) {
            return new Outcome(
                    before(clicked, time), before(carted, time), before(purchased, time), purchased < time ? gmv : 0);
        }

        private static long before(long happened, long time) {
            return happened < time ? happened : NEVER;
        }

        /** Relevance for ranking: 3 bought, 2 put into the cart, 1 clicked, 0 none. */
        public int grade() {
            return purchased != NEVER ? 3 : carted != NEVER ? 2 : clicked != NEVER ? 1 : 0;
        }
    }
}
