package dev.fairlead.experiment.outcome;

import dev.fairlead.experiment.plan.Funnel;
import dev.fairlead.experiment.plan.Measurement;
import dev.fairlead.experiment.plan.Plan;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What became of the units of a plan: a fold over events, after one over all exposures ({@link Entries}). What it finds does not
 * depend on the order of events, nor on whether one that has an id comes again.
 *
 * <p>Memory: a unit without events in a window takes its entry alone; one with events about 150 bytes and for each measurement
 * 16 to 60, whatever the number of events, but for these: 8 bytes for each event at a step of a funnel, a text for each value of
 * a distinct count, and about 80 bytes for each event that has an id.
 */
public final class Outcomes {
    private final OutcomeColumns columns;
    private final Entries entries;
    private final Instant asOf;
    private final long end;
    private final Map<String, List<Integer>> byType = new HashMap<>();
    private final Set<String> fields = new TreeSet<>();
    private final UnitEvents[] nothing;
    private final Map<String, Followed> units = new HashMap<>();
    private final SeenIds ids = new SeenIds();
    /** By source: whether any event had the field that is read, and whether any had not. */
    private final boolean[] present;

    private final boolean[] absent;

    /** What is gathered of a unit, by source, and what is known of it, by attribute. */
    record Followed(UnitEvents[] gathered, Known[] known) {}

    /**
     * A value of an attribute.
     *
     * @param since in nanoseconds since 1970
     */
    record Known(long since, String value) {
        static final Known NOTHING = new Known(Long.MIN_VALUE, "");
    }

    /** Of columns that are known. */
    Outcomes(OutcomeColumns columns, Entries entries, Instant asOf) {
        this.columns = columns;
        this.entries = entries;
        this.asOf = asOf;
        this.end = Moments.of(asOf);
        List<Source> sources = columns.sources();
        for (int i = 0; i < sources.size(); i++) {
            for (String type : sources.get(i).types()) {
                byType.computeIfAbsent(type, _ -> new ArrayList<>()).add(i);
            }
            fields.addAll(sources.get(i).fields());
        }
        nothing = sources.stream().map(Source::empty).toArray(UnitEvents[]::new);
        present = new boolean[nothing.length];
        absent = new boolean[nothing.length];
    }

    /**
     * One that has seen no event.
     *
     * @param entries of all units; they stay as they are
     * @param asOf what happened later counts for nothing, and a window that is not over then is not known
     * @throws IllegalArgumentException if a metric of the plan is not computed from events
     */
    public static Outcomes of(Plan plan, Entries entries, Instant asOf) {
        return new Outcomes(new OutcomeColumns(plan), entries, asOf);
    }

    /** The types of events that count; others need not be brought. */
    public Set<String> types() {
        return new TreeSet<>(byType.keySet());
    }

    /** The fields of events that are read. */
    public Set<String> fields() {
        return new TreeSet<>(fields);
    }

    /** What {@link #describe} should be told of the units: the plan's slices, strata and other columns known before entry. */
    public List<String> attributes() {
        return List.copyOf(columns.attributes());
    }

    /**
     * Adds an event.
     *
     * @throws IllegalArgumentException if a field is no number where one is read, or the event's id is another event's
     */
    public void accept(Fact fact) {
        List<Integer> sources = byType.getOrDefault(fact.type(), List.of());
        if (sources.isEmpty()) {
            return;
        }
        sources.forEach(source -> look(source, fact));
        Entries.Met met = entries.units().get(fact.unit());
        long time = Moments.of(fact.time());
        if (met == null || time > end) {
            return;
        }
        long entered = met.entered();
        boolean checked = false;
        for (int source : sources) {
            if (columns.sources().get(source).window().contains(entered, time)) {
                if (!checked && repeated(fact)) {
                    return;
                }
                checked = true;
                count(source, time, fact);
            }
        }
    }

    /** Notes whether a field that is read is there, of anybody's events at any time. */
    private void look(int source, Fact fact) {
        if (!present[source]
                && columns.sources().get(source) instanceof Source.Measured(Measurement measurement, TimeWindow _)
                && measurement.aggregate().readsField()) {
            boolean there = !fact.text(measurement.field().orElseThrow()).isEmpty()
                    && measurement
                            .times()
                            .map(times -> !fact.text(times).isEmpty())
                            .orElse(true);
            present[source] |= there;
            absent[source] |= !there;
        }
    }

    private boolean repeated(Fact fact) {
        Optional<String> id = fact.id();
        return id.isPresent() && !ids.first(id.get(), content(fact));
    }

    private String content(Fact fact) {
        var content = new StringBuilder(fact.type() + " of " + fact.unit() + " at " + fact.time());
        for (String field : fields) {
            String value = fact.text(field);
            content.append(value.isEmpty() ? "" : ", " + field + " " + value);
        }
        return content.toString();
    }

    private void count(int source, long time, Fact fact) {
        switch (columns.sources().get(source)) {
            case Source.Measured(Measurement measurement, TimeWindow _) -> {
                if (fact.meets(measurement.where())) {
                    measure(source, measurement, time, fact);
                }
            }
            case Source.Stepped(Funnel funnel, TimeWindow _) -> {
                for (int i = 0; i < funnel.steps().size(); i++) {
                    Funnel.Step step = funnel.steps().get(i);
                    if (step.event().equals(fact.type())
                            && fact.meets(step.where())
                            && gathered(fact.unit(), source) instanceof Chain chain) {
                        chain.accept(i, time);
                    }
                }
            }
        }
    }

    private void measure(int source, Measurement measurement, long time, Fact fact) {
        double amount = 0;
        String text = "";
        if (measurement.aggregate().readsField()) {
            String field = measurement.field().orElseThrow();
            text = fact.text(field);
            amount = measurement.aggregate().readsNumber() ? amount(measurement, fact) : 0;
            if (text.isEmpty() || Double.isNaN(amount)) {
                return;
            }
        }
        if (gathered(fact.unit(), source) instanceof Tally tally) {
            tally.accept(time, amount, text);
        }
    }

    private static double amount(Measurement measurement, Fact fact) {
        double amount = fact.number(measurement.field().orElseThrow());
        return measurement.times().isPresent()
                ? amount * fact.number(measurement.times().get())
                : amount;
    }

    private UnitEvents gathered(String unit, int source) {
        UnitEvents[] gathered = followed(unit).gathered();
        if (gathered[source] == nothing[source]) {
            gathered[source] = columns.sources().get(source).empty();
        }
        return gathered[source];
    }

    private Followed followed(String unit) {
        return units.computeIfAbsent(unit, _ -> nothingOf());
    }

    private Followed nothingOf() {
        var known = new Known[columns.attributes().size()];
        Arrays.fill(known, Known.NOTHING);
        return new Followed(nothing.clone(), known);
    }

    /**
     * Notes what is known of a unit from some time on. What was known latest when it entered counts; of two values since the same
     * time, the one that sorts last.
     *
     * @param attribute one of {@link #attributes}; another is not needed and left out
     */
    public void describe(String unit, Instant since, String attribute, String value) {
        int at = columns.attributes().indexOf(attribute);
        Entries.Met met = entries.units().get(unit);
        long time = Moments.of(since);
        if (at < 0 || met == null || time > met.entered() || value.isEmpty()) {
            return;
        }
        Known[] known = followed(unit).known();
        if (time > known[at].since() || time == known[at].since() && value.compareTo(known[at].value()) > 0) {
            known[at] = new Known(time, value);
        }
    }

    /**
     * The units with what was found so far.
     *
     * @throws IllegalArgumentException if no event that a measurement counts has the field that it reads
     */
    public UnitTable table() {
        problem().ifPresent(sentence -> {
            throw new IllegalArgumentException(sentence);
        });
        return new UnitTable(columns, entries, nothingOf(), units, asOf);
    }

    /** What hinders a measurement: no event that it counts has the field that it reads. Empty when nothing does. */
    Optional<String> problem() {
        for (int i = 0; i < present.length; i++) {
            if (absent[i]
                    && !present[i]
                    && columns.sources().get(i) instanceof Source.Measured(var measurement, TimeWindow _)) {
                return Optional.of("no event of type \"" + measurement.event() + "\" has the field \""
                        + measurement.field().orElse("") + "\""
                        + measurement
                                .times()
                                .map(times -> ", or the field \"" + times + "\"")
                                .orElse("")
                        + ", which the plan reads; name a field that its events have");
            }
        }
        return Optional.empty();
    }

    /** What was gathered of a unit, by source. */
    UnitEvents[] gathered(String unit) {
        Followed followed = units.get(unit);
        return followed == null ? nothing : followed.gathered();
    }

    /** From now on a unit has another name. */
    void rename(String unit, String name) {
        Followed followed = units.remove(unit);
        if (followed != null) {
            units.put(name, followed);
        }
    }

    void save(DataOutput out) throws IOException {
        for (int i = 0; i < present.length; i++) {
            out.writeBoolean(present[i]);
            out.writeBoolean(absent[i]);
        }
        out.writeInt(units.size());
        for (Map.Entry<String, Followed> each : units.entrySet()) {
            Texts.write(out, each.getKey());
            UnitEvents[] gathered = each.getValue().gathered();
            for (int i = 0; i < gathered.length; i++) {
                out.writeBoolean(gathered[i] != nothing[i]);
                if (gathered[i] != nothing[i]) {
                    gathered[i].save(out);
                }
            }
        }
    }

    void load(DataInput in) throws IOException {
        for (int i = 0; i < present.length; i++) {
            present[i] = in.readBoolean();
            absent[i] = in.readBoolean();
        }
        for (int n = in.readInt(); n > 0; n--) {
            String unit = Texts.read(in);
            for (int i = 0; i < nothing.length; i++) {
                if (in.readBoolean()) {
                    gathered(unit, i).load(in);
                }
            }
        }
    }
}
