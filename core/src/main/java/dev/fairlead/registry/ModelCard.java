package dev.fairlead.registry;

import dev.fairlead.evaluate.MetricRow;
import dev.fairlead.events.Contract;
import dev.fairlead.events.ContractViolation;
import dev.fairlead.events.FieldWriter;
import java.util.List;

/**
 * Where a model comes from and what it is for. Holds no time of day: the same log, configuration and machine give the
 * same card.
 *
 * @param app the app it serves
 * @param intendedUse and {@code limits}: sentences for people
 * @param data what it was trained on
 * @param configuration the whole configuration of the training, as text that can be read back
 * @param library training library and version
 * @param jvm Java version and vendor
 * @param machine processor architecture
 * @param trees of the ranker and of the classifier
 * @param metrics on the validation span, with their 95 % intervals
 */
public record ModelCard(
        String app,
        String intendedUse,
        String limits,
        DataSpan data,
        String configuration,
        long seed,
        String library,
        String jvm,
        String machine,
        List<Long> trees,
        List<MetricRow> metrics) {

    /**
     * The part of a log that was read.
     *
     * @param source where the log came from
     * @param simulated whether a simulated world wrote it
     * @param events how many, offsets 1 to this
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

        void write(FieldWriter out) {
            out.text("source", source);
            out.text("kind", simulated ? "simulated" : "real");
            out.whole("events", events);
            out.whole("train_from", trainFrom);
            out.whole("validation_from", validationFrom);
            out.whole("test_from", testFrom);
            out.whole("end", end);
            out.text("sha256", sha256);
        }

        static DataSpan read(Contract in) throws ContractViolation {
            return new DataSpan(
                    in.freeText("source"),
                    in.text("kind").equals("simulated"),
                    in.whole("events", 1, Long.MAX_VALUE),
                    in.time("train_from"),
                    in.time("validation_from"),
                    in.time("test_from"),
                    in.time("end"),
                    in.text("sha256"));
        }
    }

    public void write(FieldWriter out) {
        out.text("app", app);
        out.text("intended_use", intendedUse);
        out.text("limits", limits);
        out.object("data", data::write);
        out.text("configuration", configuration);
        out.whole("seed", seed);
        out.text("library", library);
        out.text("jvm", jvm);
        out.text("machine", machine);
        out.texts("trees", trees.stream().map(String::valueOf).toList());
        out.records("metrics", metrics, MetricRow::write);
    }

    static ModelCard read(Contract in) throws ContractViolation {
        return new ModelCard(
                in.text("app"),
                in.freeText("intended_use"),
                in.freeText("limits"),
                in.record("data", DataSpan::read),
                in.raw("configuration"),
                in.whole("seed", Long.MIN_VALUE + 1, Long.MAX_VALUE),
                in.freeText("library"),
                in.freeText("jvm"),
                in.freeText("machine"),
                trees(in.texts("trees")),
                in.records("metrics", ModelCard::metric));
    }

    private static List<Long> trees(List<String> counts) throws ContractViolation {
        try {
            return counts.stream().map(Long::valueOf).toList();
        } catch (NumberFormatException e) {
            throw new ContractViolation("trees", "numbers of trees belong here: " + e.getMessage());
        }
    }

    private static MetricRow metric(Contract in) throws ContractViolation {
        return new MetricRow(
                in.text("policy"),
                in.text("metric"),
                in.text("slice"),
                in.optionalNumber("value", -Double.MAX_VALUE, Double.MAX_VALUE),
                in.optionalNumber("low", -Double.MAX_VALUE, Double.MAX_VALUE),
                in.optionalNumber("high", -Double.MAX_VALUE, Double.MAX_VALUE),
                in.whole("n", 0, Long.MAX_VALUE));
    }
}
