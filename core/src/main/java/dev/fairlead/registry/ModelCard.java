package dev.fairlead.registry;

import dev.fairlead.events.Contract;
import dev.fairlead.events.ContractViolation;
import dev.fairlead.events.Field;
import dev.fairlead.events.FieldWriter;
import dev.fairlead.events.Schema;
import dev.fairlead.learn.MetricRow;
import java.util.List;

/**
 * Where a model comes from and what it is for. Holds no time of day: the same log, numbers and machine give the same card.
 *
 * @param app the app it serves
 * @param intendedUse and {@code limits}: sentences for people
 * @param data what it was trained on
 * @param numbers all numbers of the app that it was made with, as text that can be read back
 * @param library training library and version
 * @param jvm Java version and vendor
 * @param machine processor architecture
 * @param facts what else is worth knowing of a model of its kind: "ranker trees" is "120", say
 * @param metrics on the validation span, with their 95 % intervals
 */
public record ModelCard(
        String app,
        String intendedUse,
        String limits,
        DataSpan data,
        String numbers,
        long seed,
        String library,
        String jvm,
        String machine,
        List<Fact> facts,
        List<MetricRow> metrics) {
    /** One thing to know of a model. */
    public record Fact(String name, String value) {
        static final Schema<Fact> SCHEMA =
                Schema.of(Fact.class, Field.id("name", "what is told"), Field.text("value", "what is so"));
    }

    /**
     * The part of a log that was read.
     *
     * @param source where the log came from
     * @param simulated whether a simulated world wrote it
     * @param events how many, from the first on
     * @param trainFrom start of the training span; {@code validationFrom}, {@code testFrom}, {@code end}: of the others;
     *     all in milliseconds since 1970
     * @param sha256 over the encoded events in order
     */
    public record DataSpan(
            String source,
            boolean simulated,
            long events,
            long trainFrom,
            long validationFrom,
            long testFrom,
            long end,
            String sha256) {
        static final Schema<DataSpan> SCHEMA = Schema.of(
                DataSpan.class,
                Field.text("source", "where the log came from"),
                Field.flag("simulated", "whether a simulated world wrote it"),
                Field.whole("events", 1, Long.MAX_VALUE, "how many events, from the first on"),
                Field.time("train_from", "start of the training span"),
                Field.time("validation_from", "start of the validation span"),
                Field.time("test_from", "start of the test span"),
                Field.time("end", "end of the test span"),
                Field.id("sha256", "over the encoded events in order"));
    }

    static final Schema<ModelCard> SCHEMA = Schema.of(
            ModelCard.class,
            Field.id("app", "the app it serves"),
            Field.text("intended_use", "what it is for"),
            Field.text("limits", "what it is not for"),
            Field.object("data", DataSpan.SCHEMA, "what it was trained on"),
            Field.raw("numbers", "all numbers of the app that it was made with"),
            Field.whole("seed", Long.MIN_VALUE + 1, Long.MAX_VALUE, "of everything that was drawn"),
            Field.text("library", "training library and version"),
            Field.text("jvm", "Java version and vendor"),
            Field.text("machine", "processor architecture"),
            Field.objects("facts", Fact.SCHEMA, "what else is worth knowing"),
            Field.objects("metrics", MetricRow.SCHEMA, "on the validation span, with their 95 % intervals"));

    public void write(FieldWriter out) {
        SCHEMA.write(this, out);
    }

    static ModelCard read(Contract in) throws ContractViolation {
        return SCHEMA.read(in);
    }

    /** The same with other numbers: the card of another release of the model. */
    public ModelCard withNumbers(String other) {
        return new ModelCard(app, intendedUse, limits, data, other, seed, library, jvm, machine, facts, metrics);
    }

    /** The fact of this name; empty when the card has none. */
    public String fact(String name) {
        return facts.stream()
                .filter(fact -> fact.name.equals(name))
                .map(Fact::value)
                .findFirst()
                .orElse("");
    }
}
