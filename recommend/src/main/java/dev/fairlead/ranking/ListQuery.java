package dev.fairlead.ranking;

import dev.fairlead.decide.Query;
import dev.fairlead.decide.QueryType;
import dev.fairlead.events.Contract;
import dev.fairlead.events.ContractViolation;
import dev.fairlead.events.Field;
import dev.fairlead.events.Fields;
import dev.fairlead.events.Schema;
import dev.fairlead.market.events.CatalogueItem;
import dev.fairlead.market.events.Context;
import dev.fairlead.market.features.FeatureQuery;
import java.util.Arrays;
import java.util.List;

/**
 * A request for a ranked list of items.
 *
 * @param user the user's id; a device or cookie id for somebody who is not signed in
 * @param session the session's id
 * @param n length of the list, 1 to {@link #MAX_N}
 * @param candidates what to rank, in the caller's order, at most {@link #MAX_CANDIDATES}; empty means that the app's own
 *     sources find them. In a decision: what was ranked
 * @param prices price of each candidate, NaN for the catalogue's; empty means the catalogue's for all
 * @param exclude items that must not be in the list, at most 10,000
 */
public record ListQuery(
        String user,
        String session,
        Context context,
        int n,
        List<String> candidates,
        double[] prices,
        List<String> exclude)
        implements Query {
    public static final int MAX_N = 1_000;
    public static final int MAX_CANDIDATES = 10_000;

    /** Length of a list when the caller does not say. */
    public static final int DEFAULT_N = 20;

    public static final Schema<ListQuery> SCHEMA = Schema.of(
                    ListQuery.class,
                    Field.id("user", "the user's id; a device or cookie id for somebody who is not signed in")
                            .person(),
                    Field.id("session", "the session's id").derived(),
                    Field.object("context", Context.SCHEMA, "where and how the list is seen")
                            .optional(),
                    Field.whole("n", 1, MAX_N, "length of the list").orElse(DEFAULT_N),
                    Field.ids(
                            "candidates",
                            "items to rank, in the caller's order, in JSON also as objects of item and price; left out, Fairlead finds them"),
                    Field.numbers(
                            "prices", 0, CatalogueItem.MAX_PRICE, "price of each candidate, null for the catalogue's"),
                    Field.ids("exclude", "items that must not be in the list, such as what the page shows already"))
            .checked(query -> {
                if (query.prices.length != 0 && query.prices.length != query.candidates.size()) {
                    throw new ContractViolation(
                            "prices", query.prices.length + " prices for " + query.candidates.size() + " candidates");
                }
            });

    /** One candidate with a price of its own, as products send it. */
    private record Priced(String item, double price) {
        static final Schema<Priced> SCHEMA = Schema.of(
                Priced.class,
                Field.id("item", "the item's id"),
                Field.number("price", 0, CatalogueItem.MAX_PRICE, "the price it would be shown at")
                        .optional());
    }

    /** A request that excludes nothing. */
    public ListQuery(String user, String session, Context context, int n, List<String> candidates, double[] prices) {
        this(user, session, context, n, candidates, prices, List.of());
    }

    /** The queries of an app that ranks lists for users and sessions. */
    public static QueryType<ListQuery> type(String app) {
        return new QueryType<>(app, SCHEMA, List.of("user", "session"), ListQuery::read);
    }

    /** @throws ContractViolation if candidates are given and there are none */
    private static ListQuery read(Fields fields) throws ContractViolation {
        ListQuery query = fields.beginsWithObject("candidates") ? priced(fields) : plain(fields);
        if (query.candidates.isEmpty() && fields.names().contains("candidates")) {
            throw new ContractViolation(
                    "candidates",
                    "the list of candidates is empty, so there is nothing to rank; leave `candidates` out to let Fairlead find them");
        }
        return query;
    }

    private static ListQuery plain(Fields fields) throws ContractViolation {
        Contract in = new Contract(fields);
        ListQuery query = SCHEMA.read(in);
        in.refuseUnread();
        return query;
    }

    private static ListQuery priced(Fields fields) throws ContractViolation {
        Contract in = new Contract(fields);
        ListQuery query = new ListQuery(
                in.text("user"),
                in.text("session"),
                in.record("context", Context.UNKNOWN, Context.SCHEMA::read),
                (int) in.whole("n", 1, MAX_N, DEFAULT_N),
                List.of(),
                new double[0],
                in.texts("exclude"));
        List<Priced> priced = in.records("candidates", Priced.SCHEMA::read);
        in.refuseUnread();
        return query.with(
                priced.stream().map(Priced::item).toList(),
                priced.stream().mapToDouble(Priced::price).toArray());
    }

    /** The same with other candidates. Prices that are all unknown are left out. */
    public ListQuery with(List<String> items, double[] itemPrices) {
        boolean known = !Arrays.stream(itemPrices).allMatch(Double::isNaN);
        return new ListQuery(user, session, context, n, items, known ? itemPrices : new double[0], exclude);
    }

    /** The caller's price of a candidate; NaN when it gave none. */
    public double price(int candidate) {
        return prices.length == 0 ? Double.NaN : prices[candidate];
    }

    /** What features read of it. @param at in milliseconds since 1970 */
    public FeatureQuery features(long at) {
        return new FeatureQuery(user, session, context, at, candidates, prices);
    }

    @Override
    public String unit(String kind) {
        return switch (kind) {
            case "user" -> user;
            case "session" -> session;
            default -> "";
        };
    }
}
