package dev.fairlead.cli.experiment.assign;

import dev.fairlead.cli.option.JsonOption;
import dev.fairlead.experiment.assignment.Arm;
import dev.fairlead.experiment.assignment.Assignment;
import dev.fairlead.experiment.assignment.Experiment;
import dev.fairlead.experiment.validity.SampleRatio;
import dev.fairlead.report.EnumNames;
import dev.fairlead.report.NumberFormat;
import java.io.IOException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** How many units each arm got, and whether that is what its weight promises. */
final class AssignmentCounts {
    /** The usual level of the check: results of a mismatch this unlikely are not believed. */
    private static final double ALARM = 0.001;

    private final Experiment experiment;
    private final Map<String, Long> drawn = new LinkedHashMap<>();
    private final Map<String, Long> others = new LinkedHashMap<>();
    private final Set<String> seen = new HashSet<>();
    private long rows;
    private long repeated;

    /** Units of an arm, or of a reason to be in none; {@code expected} and {@code p} are NaN where nothing is. */
    private record Row(String arm, String reason, long units, double expected, double p) {}

    AssignmentCounts(Experiment experiment) {
        this.experiment = experiment;
        experiment.arms().forEach(arm -> drawn.put(arm.name(), 0L));
    }

    /** A unit that is there twice counts once: it has the same arm. */
    void accept(String unit, Assignment assignment) {
        rows++;
        if (!unit.isEmpty() && !seen.add(unit)) {
            repeated++;
            return;
        }
        switch (assignment) {
            case Assignment.Drawn in -> drawn.merge(in.arm(), 1L, Long::sum);
            case Assignment.Forced _ -> others.merge("forced", 1L, Long::sum);
            case Assignment.Out out -> others.merge(EnumNames.of(out.reason()), 1L, Long::sum);
        }
    }

    /** A unit of a block. */
    void placed(String arm) {
        rows++;
        drawn.merge(arm, 1L, Long::sum);
    }

    String text() {
        var text = new StringBuilder(NumberFormat.whole(rows) + " rows"
                + (repeated == 0
                        ? ""
                        : ", of which " + NumberFormat.whole(repeated) + " repeat a unit and are not counted")
                + "\n");
        for (Row row : rows()) {
            text.append(String.format(
                    Locale.ROOT,
                    "  %-20s %12s%s%n",
                    row.arm.isEmpty() ? row.reason : row.arm,
                    NumberFormat.whole(row.units),
                    row.arm.isEmpty() ? "" : ", expected " + NumberFormat.number(row.expected)));
        }
        double p = p();
        return text.append("sample ratio: p = " + NumberFormat.number(p))
                .append(p < ALARM ? ", below " + ALARM + ": do not trust this assignment or the list of units\n" : "\n")
                .toString();
    }

    void write(JsonOption json) throws IOException {
        json.write(rows(), (row, out) -> {
            out.text("arm", row.arm);
            out.text("reason", row.reason);
            out.whole("units", row.units);
            out.number("expected", row.expected);
            out.number("p", row.p);
        });
    }

    private List<Row> rows() {
        long total = drawn.values().stream().mapToLong(Long::longValue).sum();
        double p = p();
        return Stream.concat(
                        experiment.arms().stream()
                                .map(arm -> new Row(
                                        arm.name(),
                                        "drawn",
                                        drawn.getOrDefault(arm.name(), 0L),
                                        total * arm.weight(),
                                        p)),
                        others.entrySet().stream()
                                .map(other -> new Row("", other.getKey(), other.getValue(), Double.NaN, Double.NaN)))
                .toList();
    }

    private double p() {
        return new SampleRatio(
                        experiment.arms().stream().mapToDouble(Arm::weight).toArray())
                .p(drawn.values().stream().mapToLong(Long::longValue).toArray());
    }
}
