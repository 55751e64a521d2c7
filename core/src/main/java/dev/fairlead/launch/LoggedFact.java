package dev.fairlead.launch;

import dev.fairlead.decide.Decision;
import dev.fairlead.decide.Query;
import dev.fairlead.decide.QueryType;
import dev.fairlead.events.Event;
import dev.fairlead.events.EventTypes;
import dev.fairlead.events.FieldWriter;
import dev.fairlead.experiment.outcome.Fact;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** An event of the log as the outcome it is: its fields by the names they have on the wire, lists left out. */
class LoggedFact implements Fact, FieldWriter {
    private final Event event;
    private final String type;
    private final String unit;
    private final Map<String, String> texts = new HashMap<>();
    private final Map<String, Double> numbers = new HashMap<>();

    /** @param unit the field that names the unit */
    LoggedFact(EventTypes types, Event event, String unit) {
        this.event = event;
        this.type = types.of(event).name();
        this.unit = unit;
        types.write(event, this);
    }

    private LoggedFact(Event event) {
        this.event = event;
        this.type = "";
        this.unit = "";
    }

    /** The texts of what a decision was asked. */
    static <Q extends Query> Map<String, String> ofQuery(QueryType<Q> type, Decision decision) {
        LoggedFact fact = new LoggedFact(decision) {
            @Override
            public void object(String name, Consumer<FieldWriter> value) {
                value.accept(this);
            }
        };
        type.schema().write(type.schema().type().cast(decision.query()), fact);
        return fact.texts;
    }

    /** Of an event whose id the log took once. */
    @Override
    public Optional<String> id() {
        return Optional.empty();
    }

    @Override
    public String unit() {
        return text(unit);
    }

    @Override
    public String type() {
        return type;
    }

    @Override
    public Instant time() {
        return Instant.ofEpochMilli(event.time());
    }

    @Override
    public String text(String field) {
        Double number = numbers.get(field);
        return number == null ? texts.getOrDefault(field, "") : plain(number);
    }

    private static String plain(double number) {
        return number == Math.rint(number) && Math.abs(number) < 1L << 53
                ? Long.toString((long) number)
                : Double.toString(number);
    }

    @Override
    public double number(String field) {
        if (texts.containsKey(field)) {
            throw new IllegalArgumentException("the field \"" + field + "\" of the event " + event.id() + " of type \""
                    + type() + "\" is \"" + text(field) + "\", which is no number");
        }
        return numbers.getOrDefault(field, Double.NaN);
    }

    /** All fields that are texts. */
    Map<String, String> texts() {
        return texts;
    }

    @Override
    public void text(String name, String value) {
        if (!value.isEmpty()) {
            texts.put(name, value);
        }
    }

    @Override
    public void number(String name, double value) {
        if (!Double.isNaN(value)) {
            numbers.put(name, value);
        }
    }

    @Override
    public void whole(String name, long value) {
        numbers.put(name, (double) value);
    }

    @Override
    public void flag(String name, boolean value) {
        texts.put(name, Boolean.toString(value));
    }

    @Override
    public void numbers(String name, double[] values) {
        // a list is no value that a measurement reads
    }

    @Override
    public void texts(String name, List<String> values) {
        // nor is a list of texts
    }

    @Override
    public void object(String name, Consumer<FieldWriter> value) {
        // nor is an object
    }

    @Override
    public <T> void records(String name, List<T> values, BiConsumer<T, FieldWriter> each) {
        // nor is a list of objects
    }
}
