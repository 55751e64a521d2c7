package dev.fairlead.experiment.analysis;

import dev.fairlead.experiment.nonparametric.QuantileSketch;
import dev.fairlead.experiment.plan.Capping;
import dev.fairlead.experiment.plan.Metric;
import dev.fairlead.experiment.plan.Plan;
import dev.fairlead.experiment.plan.PlannedMetric;
import dev.fairlead.experiment.plan.Unit;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The first reading: who is in which arm, what the strata are and where values are capped. A fold whose state grows with
 * units only by a {@link UnitTable}, and not at all where each row is a unit by the caller's word.
 */
public final class Survey {
    private static final String ONE_ROW =
            "there must be one row per unit: sum up its rows, or make the unit the plan's cluster";

    private final Plan plan;
    private final Columns columns;
    private final Arms arms;
    private final OptionalInt unit;
    /** Whether a unit that is in a row before is found only when all rows are in. */
    private final boolean later;

    private final boolean clusters;
    private final Periods periods;
    private final Strata strataOf;
    private final int[] covariates;
    private final EntryRange span = new EntryRange();
    private final CovariateMean[] known;
    private final UnitTable units = new UnitTable();
    private final long[] rows;
    private final Set<String> strata = new HashSet<>();
    private final Map<Metric, QuantileSketch> caps = new LinkedHashMap<>();

    private Survey(Plan plan, Columns columns, boolean later) {
        this.later = later;
        this.plan = plan;
        this.columns = columns;
        this.arms = new Arms(plan);
        this.unit = columns.unit();
        this.clusters = plan.population().unit() == Unit.CLUSTER;
        this.periods = new Periods(plan);
        this.strataOf = new Strata(plan, columns);
        this.covariates = columns.covariates();
        this.known = new CovariateMean[covariates.length];
        Arrays.setAll(known, _ -> new CovariateMean());
        this.rows = new long[arms.size()];
        if (arms.size() > UnitTable.MOST_ARMS) {
            throw new IllegalArgumentException("the plan has " + arms.size()
                    + " arms, and units are told apart in at most " + UnitTable.MOST_ARMS);
        }
        plan.metrics()
                .all()
                .map(PlannedMetric::metric)
                .filter(metric -> metric.capping() instanceof Capping.AtQuantile
                        || metric.capping() instanceof Capping.Winsorized)
                .forEach(metric -> caps.put(metric, Sketches.empty()));
    }

    /** One that has read no row. */
    public static Survey of(Plan plan, Columns columns) {
        return new Survey(plan, columns, false);
    }

    /**
     * One that has read no row and is faster: a unit that is in a row before, in the same arm, is refused only by {@link #merge} and
     * {@link #result}, which cannot say in which row.
     */
    public static Survey quick(Plan plan, Columns columns) {
        return new Survey(plan, columns, true);
    }

    /**
     * What it will find, but for counts, if no unit is in several arms and no covariate is missing: then one reading is enough,
     * by a survey and an analysis side by side. Empty if only the rows can tell, as where units have times, values are capped
     * at a quantile or there are strata.
     */
    public Optional<SurveyResult> foreseen() {
        if (columns.time().isPresent() || !strataOf.one() || !caps.isEmpty()) {
            return Optional.empty();
        }
        var limits = new HashMap<Metric, Double>();
        plan.metrics().all().map(PlannedMetric::metric).forEach(metric -> limits.put(metric, cap(metric)));
        return Optional.of(new SurveyResult(
                unit.isPresent(),
                new long[arms.size()],
                Set.of(),
                List.of(Strata.ALL),
                limits,
                Map.of(),
                Arrays.stream(covariates).mapToObj(_ -> new Imputation(0, 0)).toList(),
                Optional.empty(),
                Optional.empty()));
    }

    /** How it asks for cells, in the order of {@link Columns#names}; of most columns not at all. */
    public List<Set<Columns.Cells>> cells() {
        List<Set<Columns.Cells>> cells = Stream.generate(() -> EnumSet.noneOf(Columns.Cells.class))
                .limit(columns.names().size())
                .<Set<Columns.Cells>>map(set -> set)
                .toList();
        cells.get(columns.arm()).add(Columns.Cells.LABELS);
        unit.ifPresent(position -> cells.get(position).add(Columns.Cells.KEYS));
        columns.time().ifPresent(position -> cells.get(position).add(Columns.Cells.TEXTS));
        for (int position : columns.strata()) {
            cells.get(position).add(Columns.Cells.LABELS);
        }
        for (int position : covariates) {
            cells.get(position).add(Columns.Cells.NUMBERS);
        }
        caps.keySet().forEach(metric -> cells.get(columns.of(metric.kind())[0]).add(Columns.Cells.NUMBERS));
        return cells;
    }

    /**
     * Reads a row.
     *
     * @throws IllegalArgumentException if its arm is not in the plan, it has no unit, the unit was in the same arm before
     *     (unless units are clusters), or a value to be capped is no number of at least 0
     */
    public void accept(Row row) {
        int arm = arms.of(row, columns);
        rows[arm]++;
        unit.ifPresent(position -> unit(row, position, arm));
        Optional<Moment> entered = columns.entered(row);
        entered.ifPresent(span::accept);
        if (!strataOf.one()) {
            strata.add(strataOf.of(row, periods.of(entered)));
        }
        for (int i = 0; i < covariates.length; i++) {
            known[i].accept(Cell.number(row, columns, covariates[i]));
        }
        caps.forEach((metric, sketch) -> {
            int position = columns.of(metric.kind())[0];
            double value = Cell.number(row, columns, position);
            if (value < 0) {
                throw Cell.wrong(
                        row, columns, position, "a cap at a quantile is of values of at least 0, not " + value);
            }
            if (!Double.isNaN(value)) {
                sketch.add(value);
            }
        });
    }

    private void unit(Row row, int position, int arm) {
        long key = row.key(position);
        if (key == 0) {
            throw Cell.wrong(row, columns, position, "the unit has no id");
        }
        if (later) {
            units.addLater(key, arm);
        } else if (units.add(key, arm) && !clusters) {
            throw Cell.wrong(
                    row,
                    columns,
                    position,
                    "the unit \"" + row.text(position) + "\" is in a row before, in the same arm; " + ONE_ROW);
        }
    }

    /**
     * Adds the rows of another part, which is of no use after.
     *
     * @throws IllegalArgumentException if a unit has a row in both
     */
    public void merge(Survey other) {
        if (units.merge(other.units) && !clusters) {
            throw new IllegalArgumentException("a unit has several rows in the same arm; " + ONE_ROW);
        }
        for (int arm = 0; arm < rows.length; arm++) {
            rows[arm] += other.rows[arm];
        }
        strata.addAll(other.strata);
        span.merge(other.span);
        for (int i = 0; i < known.length; i++) {
            known[i].merge(other.known[i]);
        }
        other.caps.forEach((metric, sketch) ->
                caps.computeIfAbsent(metric, _ -> Sketches.empty()).merge(sketch));
    }

    /**
     * What the second reading needs.
     *
     * @throws IllegalArgumentException if an arm of the plan has no unit, or a unit has several rows in the same arm
     */
    public SurveyResult result() {
        if (units.repeated() && !clusters) {
            throw new IllegalArgumentException("a unit has several rows in the same arm; " + ONE_ROW);
        }
        var counts = new long[arms.size()];
        for (int arm = 0; arm < counts.length; arm++) {
            counts[arm] = unit.isPresent() ? units.count(arm) : rows[arm];
            if (rows[arm] == 0) {
                throw new IllegalArgumentException("the arm \"" + arms.name(arm)
                        + "\" of the plan has no row in the data: take the data of all arms, or the plan of these");
            }
        }
        var several = new HashSet<Long>();
        units.forEachSeveral(several::add);
        var limits = new HashMap<Metric, Double>();
        var floors = new HashMap<Metric, Double>();
        plan.metrics().all().map(PlannedMetric::metric).forEach(metric -> {
            limits.put(metric, cap(metric));
            if (metric.capping() instanceof Capping.Winsorized(double low, double _) && low > 0) {
                floors.put(metric, Sketches.quantile(caps, metric, low));
            }
        });
        List<Imputation> fillings =
                Arrays.stream(known).map(CovariateMean::filling).toList();
        return new SurveyResult(
                unit.isPresent(), counts, several, sortedStrata(), limits, floors, fillings, span.first(), span.last());
    }

    private List<String> sortedStrata() {
        return strataOf.one() ? List.of(Strata.ALL) : strata.stream().sorted().toList();
    }

    private double cap(Metric metric) {
        return switch (metric.capping()) {
            case Capping.None _ -> Double.POSITIVE_INFINITY;
            case Capping.At(double value) -> value;
            case Capping.AtQuantile(double level) -> Sketches.quantile(caps, metric, level);
            case Capping.Winsorized(double _, double high) ->
                high < 1 ? Sketches.quantile(caps, metric, high) : Double.POSITIVE_INFINITY;
        };
    }
}
