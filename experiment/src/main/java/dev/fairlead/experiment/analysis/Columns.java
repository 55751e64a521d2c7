package dev.fairlead.experiment.analysis;

import dev.fairlead.experiment.json.Suggestion;
import dev.fairlead.experiment.plan.MetricKind;
import dev.fairlead.experiment.plan.Plan;
import dev.fairlead.experiment.plan.PlannedMetric;
import dev.fairlead.experiment.plan.Slice;
import dev.fairlead.experiment.plan.Unit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;

/** The columns that an analysis reads, each with its position in a {@link Row}. */
public final class Columns {
    private final List<String> names = new ArrayList<>();
    private final List<String> uses = new ArrayList<>();
    private final List<Set<Cells>> cells = new ArrayList<>();
    private final List<String> slices = new ArrayList<>();
    private final Source source;
    private final Plan plan;
    private final OptionalInt time;

    /** How cells of a column are asked for. */
    public enum Cells {
        /** By {@link Row#text}, with few different texts in the table. */
        LABELS,
        /** By {@link Row#key}. */
        KEYS,
        /** By {@link Row#value}. */
        NUMBERS,
        /** By {@link Row#text}. */
        TEXTS
    }

    private Columns(Plan plan, Source source) {
        this.plan = plan;
        this.source = source;
        if (source.time().isEmpty() && !plan.population().allocation().isEmpty()) {
            throw new IllegalArgumentException(
                    "the plan's allocation changes with time, and units are compared within times"
                            + " of equal weights: name the column that says when each unit entered");
        }
        use(source.arm(), "the arm", Cells.LABELS);
        unitColumn().ifPresent(column -> use(column, "the unit", Cells.KEYS));
        source.time().ifPresent(column -> use(column, "the time", Cells.TEXTS));
        plan.population().cluster().ifPresent(column -> use(column, "the cluster", Cells.KEYS));
        plan.inference().covariates().forEach(column -> use(column, "a covariate of the plan", Cells.NUMBERS));
        plan.inference().strata().forEach(column -> use(column, "a stratum of the plan", Cells.LABELS));
        plan.metrics()
                .all()
                .map(PlannedMetric::metric)
                .forEach(metric -> metric.kind()
                        .columns()
                        .forEach(column -> use(column, "the metric " + metric.name(), Cells.NUMBERS)));
        Stream.concat(plan.slices().stream().map(Slice::column), source.slices().stream())
                .distinct()
                .forEach(column -> {
                    use(column, "a slice", Cells.LABELS);
                    slices.add(column);
                });
        time = position(source.time());
    }

    /**
     * Finds all columns.
     *
     * @param header names of the table's columns
     * @throws IllegalArgumentException if one is not there, with the name that was probably meant
     */
    public static Columns of(Plan plan, Source source, Collection<String> header) {
        var columns = new Columns(plan, source);
        for (int i = 0; i < columns.names.size(); i++) {
            String name = columns.names.get(i);
            if (!header.contains(name)) {
                throw new IllegalArgumentException("the data have no column \"" + name + "\", which says "
                        + columns.uses.get(i) + Suggestion.of(name, header));
            }
        }
        return columns;
    }

    private void use(String column, String use, Cells asked) {
        if (!names.contains(column)) {
            names.add(column);
            uses.add(use);
            cells.add(EnumSet.noneOf(Cells.class));
        }
        cells.get(names.indexOf(column)).add(asked);
    }

    /** The columns in the order in which a row must have them. */
    public List<String> names() {
        return List.copyOf(names);
    }

    /** How cells are asked for, in the order of {@link #names}. */
    public List<Set<Cells>> cells() {
        return cells.stream().map(Set::copyOf).toList();
    }

    String name(int position) {
        return names.get(position);
    }

    int arm() {
        return 0; // the first that is asked for
    }

    /** What is assigned to arms; empty if that is each row. */
    OptionalInt unit() {
        return position(unitColumn());
    }

    private Optional<String> unitColumn() {
        return plan.population().unit() == Unit.CLUSTER ? plan.population().cluster() : source.unit();
    }

    OptionalInt time() {
        return time;
    }

    /** When the row's unit entered; empty if the table has no times. */
    Optional<Moment> entered(Row row) {
        return time.isPresent() ? Optional.of(Cell.moment(row, this, time.getAsInt())) : Optional.empty();
    }

    OptionalInt cluster() {
        return position(plan.population().cluster());
    }

    int[] covariates() {
        return positions(plan.inference().covariates());
    }

    int[] strata() {
        return positions(plan.inference().strata());
    }

    int[] slices() {
        return positions(slices);
    }

    int[] of(MetricKind kind) {
        return positions(kind.columns());
    }

    private OptionalInt position(Optional<String> column) {
        return column.map(names::indexOf).map(OptionalInt::of).orElse(OptionalInt.empty());
    }

    private int[] positions(List<String> columns) {
        return columns.stream().mapToInt(names::indexOf).toArray();
    }
}
