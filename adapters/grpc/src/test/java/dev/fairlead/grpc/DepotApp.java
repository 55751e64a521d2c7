package dev.fairlead.grpc;

import dev.fairlead.decide.AnswerType;
import dev.fairlead.decide.AppContext;
import dev.fairlead.decide.AppInstance;
import dev.fairlead.decide.Choice;
import dev.fairlead.decide.Decider;
import dev.fairlead.decide.Decision;
import dev.fairlead.decide.Operation;
import dev.fairlead.decide.Query;
import dev.fairlead.decide.QueryType;
import dev.fairlead.decide.RunningApp;
import dev.fairlead.decide.UntrainedApp;
import dev.fairlead.events.EventType;
import dev.fairlead.events.Field;
import dev.fairlead.events.Point;
import dev.fairlead.events.Schema;
import dev.fairlead.log.Position;
import dev.fairlead.log.State;
import java.util.List;

/** Which depot a parcel goes to. Its query has a field of every kind that an app's query can have. */
final class DepotApp
        implements UntrainedApp<DepotApp.Asked, Void>, RunningApp<DepotApp.Asked>, Decider<DepotApp.Asked> {
    record Size(double height, double weight) {
        static final Schema<Size> SCHEMA = Schema.of(
                Size.class,
                Field.number("height", 0, 10, "of it").unit("metres"),
                Field.number("weight", 0, 1_000, "of it").unit("kilograms").optional());
    }

    record Stop(String name, List<String> roads) {
        static final Schema<Stop> SCHEMA =
                Schema.of(Stop.class, Field.id("name", "its name"), Field.ids("roads", "that lead there"));
    }

    record Where(String zone, long since) {
        static final Schema<Where> SCHEMA = Schema.of(
                Where.class,
                Field.zone("zone", "of the sender"),
                Field.time("since", "since when").optional());
    }

    record Asked(
            String parcel,
            String note,
            long at,
            Where where,
            double value,
            long count,
            int most,
            boolean urgent,
            List<String> depots,
            double[] costs,
            float[] row,
            Point from,
            Point to,
            List<Point> way,
            Size size,
            Size box,
            List<Stop> stops)
            implements Query {
        static final Schema<Asked> SCHEMA = Schema.of(
                Asked.class,
                Field.id("parcel", "its id"),
                Field.text("note", "what\nis on it"),
                Field.time("at", "when it was sent"),
                Field.embedded(Where.SCHEMA),
                Field.number("value", -5, 1e6, "of the content").unit("EUR").optional(),
                Field.whole("count", 0, Long.MAX_VALUE, "of parcels"),
                Field.whole("most", 1, 9, "depots").orElse(3),
                Field.flag("urgent", "whether it is"),
                Field.ids("depots", "that may take it").required(),
                Field.numbers("costs", -1, 1_000, "of each"),
                Field.floats("row", "some floats"),
                Field.point("from", "where it is").optional(),
                Field.point("to", "where it goes"),
                Field.points("way", "between"),
                Field.object("size", Size.SCHEMA, "of the parcel"),
                Field.object("box", Box.SCHEMA, "around it").optional(),
                Field.objects("stops", Stop.SCHEMA, "on the way"));

        @Override
        public String unit(String kind) {
            return parcel;
        }
    }

    /** A size of which both may be left out. */
    private static final class Box {
        static final Schema<Size> SCHEMA = Schema.of(
                Size.class,
                Field.number("height", 0, 10, "of it").optional(),
                Field.number("weight", 0, 1_000, "of it").optional());
    }

    record Answered(String request, String fallback, Position asOf, Asked asked, List<Choice> choices) {
        static final AnswerType<Answered> TYPE = new AnswerType<>(
                Schema.of(
                        Answered.class,
                        Field.id("request", "the decision's id"),
                        Field.text("fallback", "why less answered"),
                        Field.text("as_of", Position.class, Position::parse, "log position"),
                        Field.object("asked", Asked.SCHEMA, "what was asked"),
                        Field.objects("choices", Choice.SCHEMA, "depots")),
                decision -> new Answered(
                        decision.id(),
                        decision.fallback(),
                        decision.asOf(),
                        (Asked) decision.query(),
                        decision.choices()));
    }

    record Sum(double[] numbers) {
        static final Schema<Sum> SCHEMA = Schema.of(Sum.class, Field.numbers("numbers", -1e9, 1e9, "to add"));
    }

    record Added(double sum) {
        static final Schema<Added> SCHEMA = Schema.of(
                Added.class, Field.number("sum", -1e12, 1e12, "of them").optional());
    }

    static AppInstance<Asked> instance() {
        DepotApp app = new DepotApp();
        return new AppInstance<>(app, app);
    }

    @Override
    public String name() {
        return "depot-finder";
    }

    @Override
    public List<EventType<?>> events() {
        return List.of();
    }

    @Override
    public QueryType<Asked> queries() {
        return new QueryType<>(name(), Asked.SCHEMA, List.of("parcel"));
    }

    @Override
    public AnswerType<?> answers() {
        return Answered.TYPE;
    }

    @Override
    public List<Operation<?, ?>> operations() {
        return List.of(new Operation<>("add-up", "Adds numbers.", Sum.SCHEMA, Added.SCHEMA, sum -> {
            double total = 0;
            for (double number : sum.numbers) {
                if (number == 13) {
                    throw new IllegalArgumentException("numbers: 13 is not added here");
                }
                total += number;
            }
            return new Added(total);
        }));
    }

    @Override
    public Decider<Asked> decider() {
        return this;
    }

    @Override
    public Decision decide(Asked query) {
        if (query.parcel().equals("trouble")) {
            throw new IllegalStateException("broken on purpose");
        }
        return new Decision(
                "d-" + query.parcel(),
                query.at(),
                name(),
                List.of(),
                "",
                "",
                "no release",
                Position.of(7),
                query,
                List.of(new Choice(
                        query.depots().getFirst(), 1, "s", "rank", 0, Double.NaN, 0, -0.5, Double.NaN, 1, new float[] {
                            0.1f, Float.NaN
                        })));
    }

    @Override
    public List<Choice> lastResort(Asked query) {
        return List.of(Choice.unscored(query.depots().getFirst(), 1, "request", "", Double.NaN));
    }

    @Override
    public FeatureNames featureNames() {
        return new FeatureNames("", List.of());
    }

    @Override
    public List<State> states() {
        return List.of();
    }

    @Override
    public RunningApp<Asked> start(AppContext context) {
        return this;
    }
}
