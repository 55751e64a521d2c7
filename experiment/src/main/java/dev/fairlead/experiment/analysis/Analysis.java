package dev.fairlead.experiment.analysis;

import dev.fairlead.experiment.plan.MetricKind;
import dev.fairlead.experiment.plan.Plan;
import dev.fairlead.experiment.plan.PlannedMetric;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * The second reading, of the same rows: a fold whose state does not grow with units, but for clusters' totals, quantiles of
 * clustered units, and values of primary metrics where the plan expects attrition. It grows with strata, slices and days.
 */
public final class Analysis {
    private static final int MOST_VALUES = 100;
    private static final int MOST_DAYS = 400;

    private final Plan plan;
    private final Columns columns;
    private final Surveyed surveyed;
    private final Observer observer;
    private final Shape shape;
    private final int[] sliceColumns;
    private final OptionalInt time;
    private final Group all;
    private final List<Map<String, Group>> slices = new ArrayList<>();
    private final SortedMap<LocalDate, Day> days = new TreeMap<>();
    private final Attended attended;

    /** Those who entered on a day. */
    record Day(Group group, long[] units) {
        void merge(Day other) {
            group.merge(other.group);
            units[0] += other.units[0];
        }
    }

    private Analysis(Plan plan, Columns columns, Surveyed surveyed) {
        this.plan = plan;
        this.columns = columns;
        this.surveyed = surveyed;
        var arms = new Arms(plan);
        observer = new Observer(plan, columns, arms, surveyed);
        boolean clustered = plan.population().cluster().isPresent();
        int indicators = clustered ? surveyed.strata().size() - 1 : 0;
        shape = new Shape(
                plan.metrics().all().map(PlannedMetric::metric).toList(),
                arms.size(),
                plan.inference().covariates().size() + indicators,
                clustered);
        all = new Group(shape, IntStream.range(0, shape.metrics().size()).toArray());
        sliceColumns = columns.slices();
        time = columns.time();
        for (int i = 0; i < sliceColumns.length; i++) {
            slices.add(new TreeMap<>());
        }
        attended = new Attended(plan, arms, shape);
    }

    /**
     * One that has read no row.
     *
     * @param surveyed what the first reading of the rows found
     */
    public static Analysis of(Plan plan, Columns columns, Surveyed surveyed) {
        return new Analysis(plan, columns, surveyed);
    }

    /**
     * Reads a row; one of a unit that was seen in several arms is left out.
     *
     * @throws IllegalArgumentException if a cell cannot be read, with its row and column
     */
    public void accept(Row row) {
        if (observer.excluded(row)) {
            return;
        }
        Observation unit = observer.observe(row);
        all.accept(unit);
        attended.accept(unit);
        for (int i = 0; i < sliceColumns.length; i++) {
            slice(i, row).accept(unit);
        }
        if (time.isPresent()) {
            Day day = day(row, time.getAsInt());
            day.group().accept(unit);
            day.units()[0]++;
        }
    }

    private Group slice(int i, Row row) {
        Map<String, Group> values = slices.get(i);
        Group group = values.computeIfAbsent(row.text(sliceColumns[i]), _ -> new Group(shape, primaries()));
        if (values.size() > MOST_VALUES) {
            throw Cell.wrong(
                    row,
                    columns,
                    sliceColumns[i],
                    "slices by this column are more than " + MOST_VALUES + "; take one of fewer values");
        }
        return group;
    }

    private Day day(Row row, int position) {
        LocalDate date = Cell.date(row, columns, position);
        Day day = days.computeIfAbsent(date, _ -> new Day(new Group(shape, daily()), new long[1]));
        if (days.size() > MOST_DAYS) {
            throw Cell.wrong(row, columns, position, "there are more than " + MOST_DAYS + " days");
        }
        return day;
    }

    /** Which metrics are primary: the first ones. */
    private int[] primaries() {
        return IntStream.range(0, plan.metrics().primary().size()).toArray();
    }

    /** Which metrics have curves: primary ones of independent units, but for quantiles. */
    private int[] daily() {
        return shape.clustered()
                ? new int[0]
                : IntStream.of(primaries())
                        .filter(i -> !(shape.metrics().get(i).kind() instanceof MetricKind.Quantile))
                        .toArray();
    }

    /** Adds the rows of another part; that one stays as it is. */
    public void merge(Analysis other) {
        all.merge(other.all);
        attended.merge(other.attended);
        for (int i = 0; i < slices.size(); i++) {
            Map<String, Group> ours = slices.get(i);
            other.slices
                    .get(i)
                    .forEach((value, group) -> ours.computeIfAbsent(value, _ -> new Group(shape, primaries()))
                            .merge(group));
        }
        other.days.forEach((date, day) -> days.computeIfAbsent(
                        date, _ -> new Day(new Group(shape, daily()), new long[1]))
                .merge(day));
    }

    /**
     * What the rows say.
     *
     * @throws IllegalArgumentException if a metric cannot be compared, as when it does not vary
     */
    public Readout result(Terms terms) {
        return new Reader(plan, surveyed, terms, this).readout();
    }

    Group all() {
        return all;
    }

    Attended attended() {
        return attended;
    }

    /** The groups of a column's values, in the order of {@link Columns#slices}. */
    Map<String, Group> slice(int i) {
        return slices.get(i);
    }

    List<String> sliceNames() {
        return IntStream.of(sliceColumns).mapToObj(columns::name).toList();
    }

    SortedMap<LocalDate, Day> days() {
        return days;
    }

    /** A group of nobody, for curves. */
    Group nobody() {
        return new Group(shape, daily());
    }

    List<Integer> curved() {
        return IntStream.of(daily()).boxed().toList();
    }
}
