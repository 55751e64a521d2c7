package dev.fairlead.cli.experiment.analyze;

import dev.fairlead.duckdb.Cursor;
import dev.fairlead.duckdb.TableRows;
import dev.fairlead.duckdb.TableScan;
import dev.fairlead.experiment.analysis.Analysis;
import dev.fairlead.experiment.analysis.Columns;
import dev.fairlead.experiment.analysis.Moment;
import dev.fairlead.experiment.analysis.Parts;
import dev.fairlead.experiment.analysis.Row;
import dev.fairlead.experiment.analysis.Source;
import dev.fairlead.experiment.analysis.Survey;
import dev.fairlead.experiment.analysis.SurveyResult;
import dev.fairlead.experiment.plan.Plan;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Reads a table of units for an analysis: once where the plan leaves nothing to be found out before, else twice. */
final class UnitScan {
    private final Path file;
    private final Plan plan;
    private final Columns columns;
    private final Optional<Moment> asOf;

    private UnitScan(Path file, Plan plan, Columns columns, Optional<Moment> asOf) {
        this.file = file;
        this.plan = plan;
        this.columns = columns;
        this.asOf = asOf;
    }

    /** @param asOf when outcomes were read; empty for when the last unit entered */
    static Analysis analysis(Path file, Plan plan, Source source, Optional<Moment> asOf) {
        Columns columns = Columns.of(plan, source, TableRows.columns(file));
        var scan = new UnitScan(file, plan, columns, asOf);
        Optional<SurveyResult> foreseen =
                asOf.isPresent() ? Optional.empty() : Survey.of(plan, columns).foreseen();
        return foreseen.flatMap(scan::once).orElseGet(scan::twice);
    }

    /** Empty if what was foreseen does not hold. */
    private Optional<Analysis> once(SurveyResult foreseen) {
        List<Survey> surveys = Parts.each(_ -> Survey.quick(plan, columns));
        List<Analysis> analyses = Parts.each(_ -> Analysis.of(plan, columns, foreseen));
        read(columns.cells(), Parts.each(part -> row -> {
            surveys.get(part).accept(row);
            analyses.get(part).accept(row);
        }));
        return surveyed(surveys).flatMap(found -> {
            Analysis whole = Parts.merged(analyses);
            return whole.confirm(found) ? Optional.of(whole) : Optional.empty();
        });
    }

    /** Empty if the data are refused, as for a unit in several rows; the second way then says in which row. */
    private static Optional<SurveyResult> surveyed(List<Survey> surveys) {
        Survey all = surveys.getFirst();
        try {
            surveys.stream().skip(1).forEach(all::merge);
            return Optional.of(all.result());
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private Analysis twice() {
        Survey survey = Survey.of(plan, columns);
        read(survey.cells(), List.of(survey::accept));
        SurveyResult surveyed = survey.result();
        List<Analysis> analyses = Parts.each(_ -> asOf.map(moment -> Analysis.of(plan, columns, surveyed, moment))
                .orElseGet(() -> Analysis.of(plan, columns, surveyed)));
        read(columns.cells(), Parts.each(part -> analyses.get(part)::accept));
        return Parts.merged(analyses);
    }

    private void read(List<Set<Columns.Cells>> cells, List<Consumer<Row>> parts) {
        List<TableScan.Column> asked = IntStream.range(0, cells.size())
                .mapToObj(i -> new TableScan.Column(columns.names().get(i), uses(cells.get(i))))
                .toList();
        List<Consumer<Cursor>> cursors = parts.stream()
                .map(part -> (Consumer<Cursor>) cursor -> part.accept(new CursorRow(cursor)))
                .toList();
        TableScan.read(file, asked, cursors);
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
