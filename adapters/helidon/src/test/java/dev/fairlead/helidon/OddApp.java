package dev.fairlead.helidon;

import dev.fairlead.decide.Choice;
import dev.fairlead.decide.Decider;
import dev.fairlead.decide.Decision;
import dev.fairlead.decide.Operation;
import dev.fairlead.decide.Query;
import dev.fairlead.decide.QueryType;
import dev.fairlead.decide.RunningApp;
import dev.fairlead.decide.UntrainedApp;
import dev.fairlead.events.Event;
import dev.fairlead.events.EventType;
import dev.fairlead.events.Field;
import dev.fairlead.events.Point;
import dev.fairlead.events.Schema;
import dev.fairlead.log.EventLog;
import dev.fairlead.log.State;
import java.util.List;

/** An app whose query, operation and event have fields of every kind. It answers with one choice. */
final class OddApp implements UntrainedApp<OddApp.Asked, Void> {
    static final String NAME = "odd-app";

    record Inside(String name, double share) {
        static final Schema<Inside> SCHEMA = Schema.of(
                Inside.class,
                Field.id("name", "it's a name"),
                Field.number("share", 0, 1, "a share").optional());

        /** Of which all may be left out. */
        static final Schema<Inside> EMPTY = Schema.of(
                Inside.class,
                Field.id("name", "a name").optional(),
                Field.number("share", 0, 1, "a share").optional());
    }

    record Beside(boolean urgent, String note) {
        static final Schema<Beside> SCHEMA = Schema.of(
                Beside.class, Field.flag("urgent", "whether: it is"), Field.text("note", "\"quoted\" # note"));
    }

    record Asked(
            String who,
            long at,
            long since,
            String zone,
            double amount,
            double level,
            long n,
            int small,
            Beside beside,
            List<String> names,
            double[] numbers,
            float[] row,
            Point here,
            Point there,
            List<Point> way,
            Inside one,
            Inside other,
            List<Inside> more)
            implements Query {
        static final Schema<Asked> SCHEMA = Schema.of(
                Asked.class,
                Field.id("who", "a unit"),
                Field.time("at", "when"),
                Field.time("since", "since when").optional(),
                Field.zone("zone", "where the day begins"),
                Field.number("amount", -2.5, 1e12, "an amount").unit("EUR"),
                Field.number("level", Double.MIN_VALUE, Double.MAX_VALUE, "a level")
                        .optional(),
                Field.whole("n", 0, Long.MAX_VALUE, "how many"),
                Field.whole("small", 3, 9, "a few").orElse(5),
                Field.embedded(Beside.SCHEMA),
                Field.ids("names", "some names").required(),
                Field.numbers("numbers", -1, 1, "some numbers"),
                Field.floats("row", "some floats"),
                Field.point("here", "a place"),
                Field.point("there", "another").optional(),
                Field.points("way", "places"),
                Field.object("one", Inside.SCHEMA, "one"),
                Field.object("other", Inside.EMPTY, "another").optional(),
                Field.objects("more", Inside.SCHEMA, "more"));

        @Override
        public String unit(String kind) {
            return who;
        }
    }

    /** A thing happened. */
    record Happened(String id, long time, Asked what) implements Event {
        static final EventType<Happened> TYPE = EventType.product(
                Happened.class,
                "odd_thing",
                "A thing's event: it happened.",
                Field.object("what", Asked.SCHEMA, "all of it"));
    }

    static final QueryType<Asked> QUERIES = new QueryType<>(NAME, Asked.SCHEMA, List.of("who"));

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<EventType<?>> events() {
        return List.of(Happened.TYPE);
    }

    @Override
    public QueryType<Asked> queries() {
        return QUERIES;
    }

    static RunningApp<Asked> running(EventLog log) {
        return new Running(log);
    }

    private record Running(EventLog log) implements RunningApp<Asked>, Decider<Asked> {
        @Override
        public Decision decide(Asked query) {
            Decision decision = new Decision(
                    "odd-" + log.end(),
                    HttpApiTest.NOW.toEpochMilli(),
                    NAME,
                    List.of(),
                    "",
                    "f",
                    "",
                    log.end(),
                    query,
                    List.of(Choice.unscored("yes", 1, "s", "r", 1)));
            log.append(List.of(decision.done(decision.time() + 1)), List.of());
            return decision;
        }

        @Override
        public List<Choice> lastResort(Asked query) {
            return List.of();
        }

        @Override
        public Decider<Asked> decider() {
            return this;
        }

        @Override
        public List<Operation<?, ?>> operations() {
            return List.of(new Operation<>("mirror-it", "Gives it back.", Asked.SCHEMA, Asked.SCHEMA, it -> it));
        }

        @Override
        public FeatureNames featureNames() {
            return new FeatureNames("f", List.of());
        }

        @Override
        public List<State> states() {
            return List.of();
        }
    }
}
