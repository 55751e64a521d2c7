package dev.fairlead.experiment.analysis;

import dev.fairlead.experiment.plan.Plan;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** A table in memory: a header and rows of texts. */
final class Table {
    private final List<String> header;
    private Optional<Moment> asOf = Optional.empty();
    private final List<List<String>> rows = new ArrayList<>();

    Table(String header) {
        this.header = List.of(header.split(","));
    }

    /** Adds a row; values are written as texts. */
    Table row(Object... cells) {
        rows.add(Arrays.stream(cells).map(String::valueOf).toList());
        return this;
    }

    /** Outcomes were read then. */
    Table asOf(String when) {
        asOf = Optional.of(Moment.of(when));
        return this;
    }

    int size() {
        return rows.size();
    }

    /** Ids in {@code unit}, arms in {@code arm}, times in {@code day} if there are any. */
    Source source(String... slices) {
        return new Source(
                Optional.of("unit").filter(header::contains),
                "arm",
                Optional.of("day").filter(header::contains),
                List.of(slices));
    }

    Readout read(Plan plan) {
        return read(plan, AnalysisOptions.unlocked());
    }

    Readout read(Plan plan, AnalysisOptions terms) {
        return read(plan, source(), terms, 1);
    }

    /** Reads in some parts, which are merged. */
    Readout read(Plan plan, Source source, AnalysisOptions terms, int parts) {
        Columns columns = Columns.of(plan, source, header);
        Survey survey = Survey.of(plan, columns);
        for (int part = 0; part < parts; part++) {
            Survey each = Survey.of(plan, columns);
            part(columns, part, parts, each::accept);
            survey.merge(each);
        }
        Analysis analysis = analysis(plan, columns, survey.result());
        for (int part = 0; part < parts; part++) {
            Analysis each = analysis(plan, columns, survey.result());
            part(columns, part, parts, each::accept);
            analysis.merge(each);
        }
        return analysis.result(terms);
    }

    private Analysis analysis(Plan plan, Columns columns, SurveyResult surveyed) {
        return asOf.map(when -> Analysis.of(plan, columns, surveyed, when))
                .orElseGet(() -> Analysis.of(plan, columns, surveyed));
    }

    private void part(Columns columns, int part, int parts, Consumer<Row> each) {
        int[] places = columns.names().stream().mapToInt(header::indexOf).toArray();
        for (int i = part; i < rows.size(); i += parts) {
            each.accept(new Cells(i + 1L, places, rows.get(i)));
        }
    }

    private record Cells(long number, int[] places, List<String> cells) implements Row {
        @Override
        public String text(int position) {
            return cells.get(places[position]);
        }
    }

    /** Puts some of the cells of each row into another table. */
    void copy(Table other, int... cells) {
        rows.forEach(row -> other.row(Arrays.stream(cells).mapToObj(row::get).toArray()));
    }

    /** A column's values in the rows of an arm. */
    double[] values(String arm, String column) {
        return values(arm, column, _ -> true);
    }

    /** A column's values in some rows of an arm. */
    double[] values(String arm, String column, Predicate<List<String>> some) {
        int armAt = header.indexOf("arm");
        int at = header.indexOf(column);
        return rows.stream()
                .filter(row -> row.get(armAt).equals(arm) && some.test(row))
                .mapToDouble(row -> Double.parseDouble(row.get(at)))
                .toArray();
    }
}
