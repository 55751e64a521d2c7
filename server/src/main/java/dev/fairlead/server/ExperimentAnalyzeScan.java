package dev.fairlead.server;

import dev.fairlead.duckdb.Cursor;
import dev.fairlead.duckdb.TableRows;
import dev.fairlead.duckdb.TableScan;
import dev.fairlead.experiment.analysis.Analysis;
import dev.fairlead.experiment.analysis.Columns;
import dev.fairlead.experiment.analysis.Moment;
import dev.fairlead.experiment.analysis.Row;
import dev.fairlead.experiment.analysis.Source;
import dev.fairlead.experiment.analysis.Survey;
import dev.fairlead.experiment.plan.Plan;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Reads a table of units for an analysis: once for the survey, in one part because its table of units takes what memory there
 * is, and once to measure, in {@value #PARTS} parts whatever the machine, so that sums have the same bits everywhere.
 */
final class ExperimentAnalyzeScan {
    private static final int PARTS = 2;

    private ExperimentAnalyzeScan() {}

    /**
     * Runs both readings.
     *
     * @param asOf when outcomes were read; empty for when the last unit entered
     */
    static Analysis analysis(Path file, Plan plan, Source source, Optional<Moment> asOf) {
        Columns columns = Columns.of(plan, source, TableRows.columns(file));
        Survey survey = Survey.of(plan, columns);
        TableScan.read(file, asked(columns, survey.cells()), List.of(rows(survey::accept)));
        var surveyed = survey.result();
        List<Analysis> parts = IntStream.range(0, PARTS)
                .mapToObj(_ -> asOf.map(when -> Analysis.of(plan, columns, surveyed, when))
                        .orElseGet(() -> Analysis.of(plan, columns, surveyed)))
                .toList();
        TableScan.read(
                file,
                asked(columns, columns.cells()),
                parts.stream().map(part -> rows(part::accept)).toList());
        Analysis whole = parts.getFirst();
        parts.stream().skip(1).forEach(whole::merge);
        return whole;
    }

    private static Consumer<Cursor> rows(Consumer<Row> each) {
        return cursor -> each.accept(new ExperimentAnalyzeCells(cursor));
    }

    private static List<TableScan.Column> asked(Columns columns, List<Set<Columns.Cells>> cells) {
        return IntStream.range(0, cells.size())
                .mapToObj(i -> new TableScan.Column(columns.names().get(i), uses(cells.get(i))))
                .toList();
    }

    private static Set<TableScan.Use> uses(Set<Columns.Cells> cells) {
        return cells.stream()
                .map(asked -> switch (asked) {
                    case LABELS -> TableScan.Use.LABEL;
                    case KEYS -> TableScan.Use.KEY;
                    case NUMBERS -> TableScan.Use.NUMBER;
                    case TEXTS -> TableScan.Use.TEXT;
                })
                .collect(Collectors.toSet());
    }
}
