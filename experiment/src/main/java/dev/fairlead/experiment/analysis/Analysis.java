package dev.fairlead.experiment.analysis;

import dev.fairlead.experiment.plan.MetricKind;
import dev.fairlead.experiment.plan.Plan;
import dev.fairlead.experiment.plan.PlannedMetric;
import dev.fairlead.experiment.plan.Unit;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
    private static final String[] NO_VALUES = {};

    private final Plan plan;
    private final Columns columns;
    private SurveyResult surveyed;
    private final Observer observer;
    private final Shape shape;
    private final int[] sliceColumns;
    private final Optional<Moment> asOf;
    private final Balance balance;
    private final Group all;
    private final List<Map<String, Group>> slices = new ArrayList<>();
    private final SortedMap<LocalDate, Day> days = new TreeMap<>();
    private final ObservedUnits attended;

    /** Those who entered on a day; {@code units} are those of whom the windows of all primary metrics were over. */
    record Day(Group group, long[] units) {
        void merge(Day other) {
            group.merge(other.group);
            units[0] += other.units[0];
        }
    }

    private Analysis(Plan plan, Columns columns, SurveyResult surveyed, Optional<Moment> asOf) {
        this.plan = plan;
        this.columns = columns;
        this.surveyed = surveyed;
        var arms = new Arms(plan);
        this.asOf = asOf;
        observer = new Observer(
                plan, columns, arms, surveyed, new Windows(plan.metrics().all().toList(), asOf));
        boolean clustered = plan.population().cluster().isPresent();
        int indicators = clustered ? surveyed.strata().size() - 1 : 0;
        shape = new Shape(
                plan.metrics().all().map(PlannedMetric::metric).toList(),
                arms.size(),
                plan.inference().covariates().size() + Observer.flagged(plan, surveyed).length + indicators,
                clustered);
        all = new Group(shape, IntStream.range(0, shape.metrics().size()).toArray());
        sliceColumns = columns.slices();
        for (int i = 0; i < sliceColumns.length; i++) {
            slices.add(new TreeMap<>());
        }
        attended = new ObservedUnits(plan, arms, shape);
        balance = new Balance(
                arms.size(),
                shape.metrics().size(),
                plan.population().unit() == Unit.CLUSTER,
                new Periods(plan),
                sliceNames());
    }

    /** One that has read no row, of outcomes that were read when the last unit entered. */
    public static Analysis of(Plan plan, Columns columns, SurveyResult surveyed) {
        return new Analysis(plan, columns, surveyed, surveyed.last());
    }

    /**
     * One that has read no row.
     *
     * @param surveyed what the first reading of the rows found
     * @param asOf when outcomes were read; metrics count units whose windows were over then
     * @throws IllegalArgumentException if that is before the last unit's entry, or units have no times
     */
    public static Analysis of(Plan plan, Columns columns, SurveyResult surveyed, Moment asOf) {
        Moment last = surveyed.last()
                .orElseThrow(() -> new IllegalArgumentException("outcomes were read as of " + asOf
                        + ", and the data have no times of entry to hold that against: name the column of times"));
        if (asOf.latest() < last.latest()) {
            throw new IllegalArgumentException("outcomes were read as of " + asOf + ", and a unit entered later, on "
                    + last + ": leave it out, or say when outcomes were read");
        }
        return new Analysis(plan, columns, surveyed, Optional.of(asOf));
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
        balance.accept(unit, sliceValues(row));
        if (observer.dropped(row)) {
            return;
        }
        all.accept(unit);
        attended.accept(unit);
        for (int i = 0; i < sliceColumns.length; i++) {
            slice(i, row).accept(unit);
        }
        if (unit.entered().isPresent()) {
            Day day = day(row, unit.entered().get().date());
            day.group().accept(unit);
            day.units()[0] += IntStream.of(primaries()).allMatch(i -> unit.over()[i]) ? 1 : 0;
        }
    }

    private String[] sliceValues(Row row) {
        if (sliceColumns.length == 0) {
            return NO_VALUES;
        }
        var values = new String[sliceColumns.length];
        Arrays.setAll(values, i -> row.text(sliceColumns[i]));
        return values;
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

    private Day day(Row row, LocalDate date) {
        Day day = days.computeIfAbsent(date, _ -> new Day(new Group(shape, daily()), new long[1]));
        if (days.size() > MOST_DAYS) {
            throw new IllegalArgumentException(
                    "row " + row.number() + ": units entered on more than " + MOST_DAYS + " days");
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
        balance.merge(other.balance);
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
     * Puts what was found in the place of what was foreseen, and returns whether this analysis holds; if not, the rows must be read
     * once more, by an analysis of what was found.
     */
    public boolean confirm(SurveyResult found) {
        surveyed = found;
        return found.asForeseen();
    }

    /** What the rows say; a metric that cannot be compared, as when it does not vary, is named with the reason. */
    public Readout result(AnalysisOptions terms) {
        return new Reader(plan, surveyed, terms, this).readout();
    }

    Group all() {
        return all;
    }

    ObservedUnits attended() {
        return attended;
    }

    Balance balance() {
        return balance;
    }

    /** When outcomes were read; empty if units have no times. */
    Optional<Moment> asOf() {
        return asOf;
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
