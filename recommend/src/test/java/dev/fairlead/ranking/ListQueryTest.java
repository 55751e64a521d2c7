package dev.fairlead.ranking;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.decide.Decision;
import dev.fairlead.decide.PlatformEvents;
import dev.fairlead.decide.QueryType;
import dev.fairlead.events.ContractViolation;
import dev.fairlead.events.Event;
import dev.fairlead.events.EventType;
import dev.fairlead.events.EventTypes;
import dev.fairlead.events.Fields;
import dev.fairlead.events.RandomRecords;
import dev.fairlead.events.RecordedFields;
import dev.fairlead.log.Position;
import dev.fairlead.market.events.Context;
import dev.fairlead.market.events.MarketEvents;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Requests for lists as products send them and as decisions keep them. */
class ListQueryTest {
    private static final QueryType<ListQuery> TYPE = ListQuery.type("feed");
    private static final EventTypes TYPES = EventTypes.of(
            Stream.<EventType<?>>concat(MarketEvents.ALL.stream(), PlatformEvents.of(List.of(TYPE)).stream())
                    .toList());
    private static final Context CONTEXT = new Context("de", "mobile", "Europe/Berlin", "hats");

    private static RecordedFields request() {
        return new RecordedFields().with("user", "ann").with("session", "s");
    }

    private static RecordedFields priced(String item, double price) {
        RecordedFields fields = new RecordedFields();
        fields.text("item", item);
        fields.number("price", price);
        return fields;
    }

    private static RecordedFields inContext() {
        RecordedFields fields = new RecordedFields();
        Context.SCHEMA.write(CONTEXT, fields);
        return fields;
    }

    private static ListQuery read(Fields fields) throws ContractViolation {
        return TYPE.reader().read(fields);
    }

    private static ContractViolation refused(Fields fields) {
        return assertThrows(ContractViolation.class, () -> read(fields));
    }

    @Test
    void userAndSessionAreEnough() throws ContractViolation {
        ListQuery query = read(request());
        assertEquals("ann", query.user());
        assertEquals("s", query.session());
        assertEquals(Context.UNKNOWN, query.context());
        assertEquals(20, query.n());
        assertEquals(List.of(), query.candidates());
        assertEquals(0, query.prices().length);
        assertEquals("user", refused(request().without("user")).field());
        assertEquals("session", refused(request().with("session", "")).field());
    }

    @Test
    void candidatesAreNamesOfItems() throws ContractViolation {
        ListQuery query =
                read(request().with("n", 3L).with("context", inContext()).with("candidates", List.of("hat", "shoe")));
        assertEquals(List.of("hat", "shoe"), query.candidates());
        assertEquals(3, query.n());
        assertEquals(CONTEXT, query.context());
        assertTrue(Double.isNaN(query.price(1)));
    }

    @Test
    void orObjectsWithPricesOfTheirOwn() throws ContractViolation {
        List<Fields> candidates = List.of(priced("hat", 9.5), priced("shoe", Double.NaN));
        ListQuery query =
                read(request().with("n", 3L).with("context", inContext()).with("candidates", candidates));
        assertEquals(List.of("hat", "shoe"), query.candidates());
        assertArrayEquals(new double[] {9.5, Double.NaN}, query.prices());
        assertEquals(3, query.n());
        assertEquals(CONTEXT, query.context());
    }

    /** A decision keeps the same query, whichever way it was sent. */
    @Test
    void bothSpellingsAreOneQuery() throws ContractViolation {
        List<Fields> unpriced = List.of(priced("hat", Double.NaN), priced("shoe", Double.NaN));
        assertTrue(RandomRecords.same(
                read(request().with("candidates", List.of("hat", "shoe"))),
                read(request().with("candidates", unpriced))));
        List<Fields> some = List.of(priced("hat", 9.5), priced("shoe", 7));
        assertTrue(RandomRecords.same(
                read(request().with("candidates", List.of("hat", "shoe")).with("prices", new double[] {9.5, 7})),
                read(request().with("candidates", some))));
    }

    @Test
    void whatIsWrongWithACandidateIsSaidWithItsPlace() {
        List<Fields> negative = List.of(priced("hat", 1), priced("shoe", -1));
        ContractViolation price = refused(request().with("candidates", negative));
        assertEquals("candidates[1].price", price.field());
        assertEquals("-1.0 is outside 0.0 to 1.0E9", price.reason());
        List<Fields> nameless = List.of(priced("", 1));
        assertEquals(
                "candidates[0].item",
                refused(request().with("candidates", nameless)).field());
        List<Fields> misspelt = List.of(priced("hat", 1).with("prize", 2.0));
        assertEquals(
                "candidates[0].prize",
                refused(request().with("candidates", misspelt)).field());
        ContractViolation empty = refused(request().with("candidates", List.of("hat", "")));
        assertEquals("candidates[1]", empty.field());
        ContractViolation unknown = refused(request().with("candidate", List.of("hat")));
        assertEquals("candidate", unknown.field());
        assertTrue(unknown.reason().contains("did you mean 'candidates'?"), unknown::reason);
    }

    @Test
    void anEmptyListOfCandidatesIsRefused() {
        ContractViolation refused = refused(request().with("candidates", List.of()));
        assertEquals("candidates", refused.field());
        assertEquals(
                "the list of candidates is empty, so there is nothing to rank; leave `candidates` out to let Fairlead find"
                        + " them",
                refused.reason());
    }

    @Test
    void pricesThatAreNotOnePerCandidateAreRefused() {
        ContractViolation refused =
                refused(request().with("candidates", List.of("hat", "shoe")).with("prices", new double[3]));
        assertEquals("prices", refused.field());
        assertEquals("3 prices for 2 candidates", refused.reason());
    }

    @Test
    void theLengthOfTheListHasARange() {
        assertEquals("0 is outside 1 to 1000", refused(request().with("n", 0L)).reason());
        assertEquals(
                "1001 is outside 1 to 1000",
                refused(request().with("n", 1_001L)).reason());
        List<Fields> candidates = List.of(priced("hat", 1));
        assertEquals(
                "0 is outside 1 to 1000",
                refused(request().with("n", 0L).with("candidates", candidates)).reason());
    }

    @Test
    void itNamesItsUserAndItsSession() throws ContractViolation {
        ListQuery query = read(request());
        assertEquals(
                List.of("ann", "s", ""),
                Stream.of("user", "session", "device").map(query::unit).toList());
        assertEquals(List.of("user", "session"), TYPE.units());
    }

    /** Prices of a decision's query are as many as its candidates. */
    private static Decision decision(double... prices) {
        return new Decision(
                "d1",
                1_772_409_600_000L,
                "feed",
                List.of(),
                "",
                "",
                "",
                Position.of(42),
                new ListQuery("ann", "s", CONTEXT, 20, List.of("hat", "shoe"), prices),
                List.of());
    }

    @Test
    void aDecisionsPricesAreReadBackAndCounted() throws ContractViolation {
        Decision written = decision(9.99, Double.NaN);
        assertTrue(RandomRecords.same(written, TYPES.read(RecordedFields.of(TYPES, written))));
        RecordedFields wrong = RecordedFields.of(TYPES, decision(1, 2, 3));
        ContractViolation refused = assertThrows(ContractViolation.class, () -> TYPES.read(wrong));
        assertEquals("query.prices", refused.field());
        assertEquals("3 prices for 2 candidates", refused.reason());
    }

    @Test
    void randomDecisionsAreReadBackToTheBit() throws ContractViolation {
        RandomRecords records = new RandomRecords(new Random(14)).rule(ListQuery.class, ListQueryTest::pricesForAll);
        EventType<Decision> type = Decision.type(List.of(TYPE));
        for (int i = 0; i < 500; i++) {
            Event event = records.event(type);
            Event read = TYPES.read(RecordedFields.of(TYPES, event));
            assertTrue(RandomRecords.same(event, read), () -> event + "\nread back as\n" + read);
        }
    }

    private static ListQuery pricesForAll(ListQuery query) {
        double[] prices =
                new double[query.prices().length == 0 ? 0 : query.candidates().size()];
        for (int i = 0; i < prices.length; i++) {
            prices[i] = i % 2 == 0 ? 0.1 * i : Double.NaN;
        }
        return new ListQuery(query.user(), query.session(), query.context(), query.n(), query.candidates(), prices);
    }
}
