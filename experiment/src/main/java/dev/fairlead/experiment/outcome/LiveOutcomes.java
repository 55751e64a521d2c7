package dev.fairlead.experiment.outcome;

import dev.fairlead.experiment.plan.Capping;
import dev.fairlead.experiment.plan.Metric;
import dev.fairlead.experiment.plan.MetricKind;
import dev.fairlead.experiment.plan.Outcome;
import dev.fairlead.experiment.plan.Plan;
import dev.fairlead.experiment.plan.PlannedMetric;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * What becomes of the units of a plan while it runs: the values of {@link Outcomes}, summed up in cells from the moment at which the
 * window of a metric is over for a unit. Reading does not go through the units. An event that comes late changes the sums as if it had
 * been there; one that comes before its unit's entry was noted is not seen.
 */
public final class LiveOutcomes {
    private static final double[] NOTHING = {};
    private static final Instant NEVER = Instant.ofEpochSecond(Long.MAX_VALUE / Moments.SECOND);

    private final OutcomeColumns columns;
    private final Entries entries = new Entries();
    private final Outcomes outcomes;
    private final Set<String> types;
    private final List<LiveMetric> metrics = new ArrayList<>();
    private final long[] ends;
    private final Map<String, Place> places = new HashMap<>();
    private final Map<String, PairSums[]> cells = new LinkedHashMap<>();
    private final PriorityQueue<Closing> waiting = new PriorityQueue<>(Comparator.comparingLong(Closing::at));
    private long now = Long.MIN_VALUE;
    private String problem = "";

    /** A unit's cell, and how many of the windows' ends are behind it. */
    private static final class Place {
        private String unit;
        private final String cell;
        private final long entered;
        private int over;

        private Place(String unit, String cell, long entered) {
            this.unit = unit;
            this.cell = cell;
            this.entered = entered;
        }
    }

    /** When the next window of a unit is over. */
    private record Closing(long at, Place place) {}

    /**
     * A metric of sums.
     *
     * @param second of a ratio, its denominator; the first column itself otherwise
     * @param end of its window after entry
     */
    private record LiveMetric(
            String name,
            MetricKind kind,
            OutcomeColumns.Column first,
            OutcomeColumns.Column second,
            double cap,
            long end) {}

    /** Of a plan all of whose metrics are computed from events; empty for others. */
    public static Optional<LiveOutcomes> of(Plan plan) {
        boolean measured =
                plan.metrics().all().noneMatch(planned -> planned.metric().outcome() instanceof Outcome.Tabled);
        return measured ? Optional.of(new LiveOutcomes(plan)) : Optional.empty();
    }

    /** @throws IllegalArgumentException if a metric of the plan is not computed from events */
    public LiveOutcomes(Plan plan) {
        columns = OutcomeColumns.watched(plan);
        outcomes = new Outcomes(columns, entries, NEVER);
        types = Set.copyOf(outcomes.types());
        plan.metrics()
                .all()
                .map(PlannedMetric::metric)
                .filter(LiveOutcomes::summed)
                .forEach(metric -> follow(metric.name(), metric, metric.kind().columns()));
        OutcomeColumns.early(plan)
                .forEach((early, metric) -> follow(
                        early.key(),
                        metric,
                        IntStream.range(0, metric.kind().columns().size())
                                .mapToObj(i -> early.column(metric, i))
                                .toList()));
        ends = metrics.stream().mapToLong(LiveMetric::end).distinct().sorted().toArray();
    }

    /** Whether sums over units are all that a metric needs. */
    public static boolean summed(Metric metric) {
        return !(metric.kind() instanceof MetricKind.Quantile)
                && (metric.capping() instanceof Capping.None
                        || metric.capping() instanceof Capping.At && !(metric.kind() instanceof MetricKind.Ratio));
    }

    private void follow(String key, Metric metric, List<String> names) {
        OutcomeColumns.Column first = column(names.getFirst());
        OutcomeColumns.Column second = column(names.getLast());
        long end = Math.max(end(first), end(second));
        double cap = metric.capping() instanceof Capping.At(double value) ? value : Double.POSITIVE_INFINITY;
        metrics.add(new LiveMetric(key, metric.kind(), first, second, cap, end));
    }

    private OutcomeColumns.Column column(String name) {
        return columns.columns().stream()
                .filter(column -> column.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no column " + name));
    }

    private long end(OutcomeColumns.Column column) {
        return columns.sources().get(column.source()).window().end();
    }

    /** Names of the metrics that are summed up. */
    public List<String> metrics() {
        return metrics.stream().map(LiveMetric::name).toList();
    }

    /** What kind of metric one is. @throws IllegalArgumentException if it is not summed up */
    public MetricKind kind(String metric) {
        return metrics.get(place(metric)).kind;
    }

    private int place(String metric) {
        int place = metrics().indexOf(metric);
        if (place < 0) {
            throw new IllegalArgumentException("the metric " + metric + " is not one of sums");
        }
        return place;
    }

    /** The types of events that count; others need not be brought. */
    public Set<String> types() {
        return types;
    }

    /**
     * Notes that a unit entered; what the log has of it first counts.
     *
     * @param cell where it is summed up
     */
    public void enter(String unit, String cell, Instant time) {
        if (places.containsKey(unit)) {
            return;
        }
        entries.accept(unit, cell, time);
        Place place = new Place(unit, cell, Moments.of(time));
        places.put(unit, place);
        await(place);
        close();
    }

    private void await(Place place) {
        if (place.over < ends.length) {
            waiting.add(new Closing(place.entered + ends[place.over], place));
        }
    }

    /** From now on a unit has another name. */
    public void rename(String unit, String name) {
        Place place = places.remove(unit);
        if (place != null) {
            place.unit = name;
            places.put(name, place);
            entries.rename(unit, name);
            outcomes.rename(unit, name);
        }
    }

    /** Adds an event; one that cannot be measured is a {@link #problem}. */
    public void accept(Fact fact) {
        Place place = places.get(fact.unit());
        double[] before = place == null ? NOTHING : values(fact.unit(), place);
        try {
            outcomes.accept(fact);
        } catch (IllegalArgumentException e) {
            problem = String.valueOf(e.getMessage());
        }
        if (place != null && place.over > 0) {
            replace(place, before, values(fact.unit(), place));
        }
    }

    /** Two values of each metric whose window is over for a unit; NaN where there is nothing to tell. */
    private double[] values(String unit, Place place) {
        double[] values = new double[2 * metrics.size()];
        Arrays.fill(values, Double.NaN);
        for (int i = 0; i < metrics.size() && place.over > 0; i++) {
            LiveMetric metric = metrics.get(i);
            if (metric.end <= ends[place.over - 1]) {
                UnitEvents[] gathered = outcomes.gathered(unit);
                OptionalDouble first = columns.value(metric.first, gathered, place.entered);
                OptionalDouble second = columns.value(metric.second, gathered, place.entered);
                if (first.isPresent() && second.isPresent()) {
                    values[2 * i] = Math.min(metric.cap, first.getAsDouble());
                    values[2 * i + 1] = second.getAsDouble();
                }
            }
        }
        return values;
    }

    private void replace(Place place, double[] before, double[] after) {
        PairSums[] sums = cells.computeIfAbsent(place.cell, _ -> empty());
        for (int i = 0; i < sums.length; i++) {
            if (!Double.isNaN(before[2 * i])) {
                sums[i].remove(before[2 * i], before[2 * i + 1]);
            }
            if (!Double.isNaN(after[2 * i])) {
                sums[i].add(after[2 * i], after[2 * i + 1]);
            }
        }
    }

    private PairSums[] empty() {
        return metrics.stream().map(_ -> new PairSums()).toArray(PairSums[]::new);
    }

    /** Lets time go on, so that windows are over; an earlier time changes nothing. Whole seconds count. */
    public void advance(Instant to) {
        now = Math.max(now, Moments.of(to.truncatedTo(ChronoUnit.SECONDS)));
        close();
    }

    private void close() {
        while (!waiting.isEmpty() && waiting.element().at <= now) {
            Closing next = waiting.remove();
            double[] before = values(next.place.unit, next.place);
            next.place.over++;
            replace(next.place, before, values(next.place.unit, next.place));
            await(next.place);
        }
    }

    /** Cells that a unit entered whose window is over. */
    public Set<String> cells() {
        return cells.keySet();
    }

    /** The sums of a metric in a cell. @throws IllegalArgumentException if it is not summed up */
    public PairSums sums(String cell, String metric) {
        int at = place(metric);
        PairSums[] sums = cells.get(cell);
        return sums == null ? new PairSums() : sums[at];
    }

    /** What hindered a measurement; empty when nothing did. */
    public String problem() {
        return problem.isEmpty() ? outcomes.problem().orElse("") : problem;
    }

    /** Writes what cannot be computed: the units. */
    public void save(DataOutput out) throws IOException {
        out.writeLong(now);
        Texts.write(out, problem);
        out.writeInt(places.size());
        for (Map.Entry<String, Place> each : places.entrySet()) {
            Texts.write(out, each.getKey());
            Texts.write(out, each.getValue().cell);
            out.writeLong(each.getValue().entered);
        }
        outcomes.save(out);
    }

    /** Fills an empty one. */
    public void load(DataInput in) throws IOException {
        long until = in.readLong();
        problem = Texts.read(in);
        for (int n = in.readInt(); n > 0; n--) {
            String unit = Texts.read(in);
            enter(unit, Texts.read(in), Moments.instant(in.readLong()));
        }
        outcomes.load(in);
        now = until;
        close();
    }
}
