package dev.fairlead.ranking;

import dev.fairlead.log.Position;
import dev.fairlead.market.events.Context;
import dev.fairlead.market.features.FeatureQuery;
import java.util.List;
import java.util.stream.Stream;

/**
 * One slate that somebody saw, what became of it, and what the ranker could know when it was made. Arrays are parallel,
 * one element per shown item, position 1 first.
 *
 * @param query what the feature rows are read for: the decision's own candidates if Fairlead decided, else the shown items
 * @param asOf log position at which the rows are read; for a list that is read by event time, where its impression was in the log
 * @param eventTime for a list of history in a log out of order: the rows are read as of just before this time, in milliseconds since 1970, from the
 *     events in order of their times; 0 for a list that is read at {@code asOf}
 * @param time when it was shown, in milliseconds since 1970
 * @param rowOf index into the query's items of each shown item
 * @param prices price shown, NaN when neither the impression nor the decision said
 * @param propensities in (0, 1]; NaN when not known
 * @param randomized whether the item was drawn evenly for its position, so that positions can be compared
 * @param outcomes what followed each item
 */
public record ShownList(
        String request,
        String surface,
        Context context,
        FeatureQuery query,
        Position asOf,
        long eventTime,
        long time,
        int[] rowOf,
        double[] prices,
        double[] propensities,
        boolean[] randomized,
        Outcome[] outcomes)
        implements Replay.Wanted {

    /** A list whose rows are read at a log position. */
    public ShownList(
            String request,
            String surface,
            Context context,
            FeatureQuery query,
            Position asOf,
            long time,
            int[] rowOf,
            double[] prices,
            double[] propensities,
            boolean[] randomized,
            Outcome[] outcomes) {
        this(request, surface, context, query, asOf, 0, time, rowOf, prices, propensities, randomized, outcomes);
    }

    /** Whether the rows are read from the events in order of their times. */
    public boolean byEventTime() {
        return eventTime != 0;
    }

    /** The same read as of just before a time. @param before in milliseconds since 1970 */
    ShownList byEventTime(long before) {
        return new ShownList(
                request,
                surface,
                context,
                query,
                asOf,
                before,
                time,
                rowOf,
                prices,
                propensities,
                randomized,
                outcomes);
    }

    public String user() {
        return query.user();
    }

    public int size() {
        return rowOf.length;
    }

    public String item(int i) {
        return query.items().get(rowOf[i]);
    }

    /** The shown price, NaN when not known. */
    public double price(int i) {
        return prices[i];
    }

    /**
     * A purchase within the label window.
     *
     * @param time in milliseconds since 1970
     * @param gmv quantity × price
     */
    public record Sale(long time, double gmv) {}

    /**
     * What followed one shown item within the label windows: when it was first clicked and put into the cart, in
     * milliseconds since 1970, {@link #NEVER} when it was not.
     *
     * @param sales its purchases, in the order in which they arrived
     */
    public record Outcome(long clicked, long carted, List<Sale> sales) {
        public static final long NEVER = Long.MAX_VALUE;
        static final Outcome NONE = new Outcome(NEVER, NEVER, List.of());

        Outcome and(Sale sale) {
            return new Outcome(
                    clicked,
                    carted,
                    Stream.concat(sales.stream(), Stream.of(sale)).toList());
        }

        /** When it was first bought, {@link #NEVER} when it was not. */
        public long purchased() {
            return sales.stream().mapToLong(Sale::time).min().orElse(NEVER);
        }

        /** Sum of its sales. */
        public double gmv() {
            return sales.stream().mapToDouble(Sale::gmv).sum();
        }

        /** As somebody sees it who knows what happened before {@code time} only. */
        public Outcome knownBefore(long time) {
            return new Outcome(
                    before(clicked, time),
                    before(carted, time),
                    sales.stream().filter(sale -> sale.time < time).toList());
        }

        private static long before(long happened, long time) {
            return happened < time ? happened : NEVER;
        }

        /** Relevance for ranking: 3 bought, 2 put into the cart, 1 clicked, 0 none. */
        public int grade() {
            return !sales.isEmpty() ? 3 : carted != NEVER ? 2 : clicked != NEVER ? 1 : 0;
        }
    }
}
