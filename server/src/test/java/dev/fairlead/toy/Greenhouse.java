package dev.fairlead.toy;

import static dev.fairlead.toy.Greenhouse.Amount.CELSIUS;
import static dev.fairlead.toy.Greenhouse.Amount.ONE;
import static dev.fairlead.toy.Greenhouse.Happening.FROZE;
import static dev.fairlead.toy.Greenhouse.Happening.MEASURED;
import static dev.fairlead.toy.Greenhouse.Thing.SENSOR;

import dev.fairlead.decide.Asked;
import dev.fairlead.decide.Choice;
import dev.fairlead.decide.Label;
import dev.fairlead.decide.MetricType;
import dev.fairlead.decide.Operation;
import dev.fairlead.decide.Query;
import dev.fairlead.decide.QueryType;
import dev.fairlead.decide.StoreApp;
import dev.fairlead.events.Event;
import dev.fairlead.events.EventType;
import dev.fairlead.events.Field;
import dev.fairlead.events.Schema;
import dev.fairlead.state.EntityType;
import dev.fairlead.state.FeatureStore;
import dev.fairlead.state.Measure;
import dev.fairlead.state.NamedEntities;
import dev.fairlead.state.UpdateKind;
import dev.fairlead.state.WindowedSum;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An app that has nothing to do with lists, people or shops: whether to heat a bed of a greenhouse tonight. It is written against core
 * alone, and gets everything else from the platform.
 */
public final class Greenhouse extends StoreApp<Greenhouse.Night> {
    /** A sensor measured its bed's temperature. */
    public record Temperature(String id, long time, String sensor, double celsius) implements Event {
        static final EventType<Temperature> TYPE = EventType.product(
                Temperature.class,
                "temperature",
                "A sensor measured its bed's temperature.",
                Field.id("sensor", "the sensor's id"),
                Field.number("celsius", -60, 60, "the temperature").unit("degrees Celsius"));
    }

    /** A bed froze. */
    public record Frost(String id, long time, String sensor, String request, double plants) implements Event {
        static final EventType<Frost> TYPE = EventType.product(
                Frost.class,
                "frost",
                "A bed froze.",
                Field.id("sensor", "the sensor's id"),
                Field.id("request", "the decision that was made for the night").optional(),
                Field.number("plants", 0, 1e6, "how many were lost"));
    }

    /** Whether to heat a sensor's bed tonight. */
    public record Night(String sensor, String house) implements Query {
        static final Schema<Night> SCHEMA = Schema.of(
                Night.class,
                Field.id("sensor", "the sensor's id"),
                Field.id("house", "the house that it stands in").optional());

        @Override
        public String unit(String kind) {
            return kind.equals("sensor") ? sensor : "";
        }
    }

    /** Asks what the bed of a sensor went through lately. */
    public record Asking(String sensor, long at) {
        static final Schema<Asking> SCHEMA =
                Schema.of(Asking.class, Field.id("sensor", "the sensor's id"), Field.time("at", "when it is asked"));
    }

    /** What it went through. */
    public record Answering(double mean, double last) {
        static final Schema<Answering> SCHEMA = Schema.of(
                Answering.class,
                Field.number("mean", -60, 60, "mean of 24 hours")
                        .unit("degrees Celsius")
                        .optional(),
                Field.number("last", -60, 60, "the last one")
                        .unit("degrees Celsius")
                        .optional());
    }

    enum Thing implements EntityType {
        SENSOR;

        @Override
        public Scope scope() {
            return Scope.REQUEST;
        }
    }

    enum Happening implements UpdateKind {
        MEASURED,
        FROZE
    }

    enum Amount implements Measure {
        ONE,
        CELSIUS
    }

    @Override
    public String name() {
        return "greenhouse";
    }

    @Override
    public List<EventType<?>> events() {
        return List.of(Temperature.TYPE, Frost.TYPE);
    }

    @Override
    public QueryType<Night> queries() {
        return new QueryType<>(name(), Night.SCHEMA, List.of("sensor"));
    }

    @Override
    public List<MetricType> metrics() {
        return List.of(new MetricType("plants-lost", "mean", "frost", "plants", "decrease", 1));
    }

    @Override
    protected Label<?> label() {
        return new Label<>("frost", Frost.class, Frost::request, Duration.ofHours(12));
    }

    @Override
    protected FeatureStore<Asked<Night>, ?> store() {
        NamedEntities<Asked<Night>> sensors = new NamedEntities<Asked<Night>>(
                        Thing.values(),
                        Happening.values(),
                        (asked, _) -> asked.query().sensor(),
                        Asked::time)
                .on(
                        Temperature.class,
                        MEASURED,
                        (e, _) -> e.sensor(),
                        Map.of(ONE, _ -> 1, CELSIUS, Temperature::celsius))
                .on(Frost.class, FROZE, (e, _) -> e.sensor(), Map.of(ONE, _ -> 1));
        FeatureStore.Builder<Asked<Night>, NamedEntities.Request, NamedEntities<Asked<Night>>> f =
                FeatureStore.builder(sensors);
        WindowedSum count = f.count(ONE, SENSOR, Duration.ofHours(24), 24, MEASURED);
        return f.add(
                        "mean_celsius_24h",
                        f.sum(CELSIUS, SENSOR, Duration.ofHours(24), 24, MEASURED)
                                .mean(count))
                .add("measurements_24h", count.sum())
                .add("last_celsius", f.last(CELSIUS, SENSOR, MEASURED).value())
                .add(
                        "frosts_lately",
                        f.decayed(ONE, SENSOR, Duration.ofDays(7), FROZE).value())
                .build();
    }

    /** Heats where a frost is likely or, without a model, where it was cold. */
    @Override
    protected Choice choose(Night night, float[] row, Optional<Double> probability) {
        boolean heats = probability.map(p -> p > 0.3).orElse(row[0] < 4);
        return new Choice(
                heats ? "heat" : "wait",
                1,
                "",
                "rank",
                0,
                row[0],
                probability.orElse(Double.NaN),
                Double.NaN,
                row[0],
                1,
                row);
    }

    @Override
    protected Choice lastResort(Night night) {
        return Choice.unscored("heat", 1, "", "fallback", Double.NaN);
    }

    @Override
    protected List<Operation<?, ?>> operations(FeatureStore<Asked<Night>, ?> store) {
        return List.of(new Operation<>(
                "report", "What a bed went through lately.", Asking.SCHEMA, Answering.SCHEMA, asking -> {
                    float[] row =
                            store.read(view -> view.rows(new Asked<>(new Night(asking.sensor(), ""), asking.at())));
                    return new Answering(row[0], row[2]);
                }));
    }
}
