package dev.fairlead.json;

import dev.fairlead.decide.PlatformEvents;
import dev.fairlead.decide.Query;
import dev.fairlead.decide.QueryType;
import dev.fairlead.events.EventTypes;
import dev.fairlead.events.Field;
import dev.fairlead.events.Point;
import dev.fairlead.events.RandomRecords;
import dev.fairlead.events.Schema;
import dev.fairlead.market.events.MarketEvents;
import dev.fairlead.ranking.ListQuery;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/** Random events of the platform's and the marketplace's types. */
final class RandomEvents {
    private RandomEvents() {}

    /** A query with fields of the kinds that no other type of event has. */
    record Asked(
            String who, Point at, Point from, List<Point> way, double[] amounts, float[] row, boolean urgent, int n)
            implements Query {
        static final QueryType<Asked> TYPE = new QueryType<>(
                "asked",
                Schema.of(
                        Asked.class,
                        Field.id("who", "a unit"),
                        Field.point("at", "where"),
                        Field.point("from", "from where").optional(),
                        Field.points("way", "between"),
                        Field.numbers("amounts", -1e300, 1e300, "some numbers"),
                        Field.floats("row", "some floats"),
                        Field.flag("urgent", "whether it is"),
                        Field.whole("n", 1, 9, "how many").orElse(-1)),
                List.of("who"));

        @Override
        public String unit(String kind) {
            return kind.equals("who") ? who : "";
        }
    }

    static final EventTypes TYPES = EventTypes.of(Stream.concat(
                    MarketEvents.ALL.stream(), PlatformEvents.of(List.of(ListQuery.type("feed"), Asked.TYPE)).stream())
            .toList());

    static RandomRecords of(RandomGenerator random) {
        return new RandomRecords(random)
                .text("currency", () -> random.nextBoolean() ? "EUR" : "")
                .rule(ListQuery.class, query -> query.with(query.candidates(), new double[0]));
    }
}
