package dev.fairlead.experiment.outcome;

import dev.fairlead.experiment.analysis.Row;
import dev.fairlead.experiment.json.Suggestion;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Consumer;

/**
 * A table with a row per unit, in the order of their entry: {@code unit}, {@code arm}, {@code entered} (ISO 8601, UTC), the plan's
 * columns, then what is known of the unit from before. A unit that met several arms has a row in each, so that an analysis finds
 * it. A cell is empty where the window of its metric is not over yet, and where there is nothing to measure.
 */
public final class UnitTable {
    /** The columns of every table. */
    public static final List<String> FIRST = List.of("unit", "arm", "entered");

    private final OutcomeColumns columns;
    private final Entries entries;
    private final Outcomes.Followed nothing;
    private final Map<String, Outcomes.Followed> units;
    private final Instant asOf;
    private final long end;

    UnitTable(
            OutcomeColumns columns,
            Entries entries,
            Outcomes.Followed nothing,
            Map<String, Outcomes.Followed> units,
            Instant asOf) {
        this.columns = columns;
        this.entries = entries;
        this.nothing = nothing;
        this.units = units;
        this.asOf = asOf;
        this.end = Moments.of(asOf);
    }

    /** What happened until then was counted. */
    public Instant asOf() {
        return asOf;
    }

    /** The names of the columns. */
    public List<String> columns() {
        var names = new ArrayList<>(FIRST);
        columns.columns().forEach(column -> names.add(column.name()));
        names.addAll(columns.attributes());
        return names;
    }

    /** A unit in an arm. */
    private record Place(String unit, String arm, long met, long entered) {}

    private record Cells(long number, String[] cells) implements Row {
        @Override
        public String text(int position) {
            return cells[position];
        }
    }

    /**
     * Reads columns of all rows, any number of times.
     *
     * @param names in the order in which a row's cells are asked for
     * @throws IllegalArgumentException if there is no such column
     */
    public void read(List<String> names, Consumer<Row> each) {
        List<String> all = columns();
        int[] positions = new int[names.size()];
        for (int i = 0; i < positions.length; i++) {
            positions[i] = all.indexOf(names.get(i));
            if (positions[i] < 0) {
                throw new IllegalArgumentException(
                        "there is no column \"" + names.get(i) + "\"" + Suggestion.of(names.get(i), all));
            }
        }
        long number = 0;
        for (Place place : places()) {
            String[] cells = cells(place);
            var asked = new String[positions.length];
            for (int i = 0; i < asked.length; i++) {
                asked[i] = cells[positions[i]];
            }
            each.accept(new Cells(++number, asked));
        }
    }

    private List<Place> places() {
        var places = new ArrayList<Place>();
        entries.units()
                .forEach((unit, met) -> met.arms().forEach((arm, time) -> {
                    if (time <= end) {
                        places.add(new Place(unit, arm, time, met.entered()));
                    }
                }));
        places.sort(
                Comparator.comparingLong(Place::met).thenComparing(Place::unit).thenComparing(Place::arm));
        return places;
    }

    private String[] cells(Place place) {
        Outcomes.Followed followed = units.getOrDefault(place.unit, nothing);
        List<String> cells = new ArrayList<>();
        cells.add(place.unit);
        cells.add(place.arm);
        cells.add(Moments.instant(place.met).toString());
        columns.columns().forEach(column -> cells.add(cell(column, followed, place.entered)));
        for (Outcomes.Known known : followed.known()) {
            cells.add(known.value());
        }
        return cells.toArray(String[]::new);
    }

    private String cell(OutcomeColumns.Column column, Outcomes.Followed followed, long entered) {
        return columns.sources().get(column.source()).window().over(entered, end)
                ? text(columns.value(column, followed.gathered(), entered))
                : "";
    }

    /** A whole number without a point; else the shortest text that is read as the same number. */
    private static String text(OptionalDouble value) {
        if (value.isEmpty()) {
            return "";
        }
        double number = value.getAsDouble();
        return number == Math.rint(number) && Math.abs(number) < 1L << 53
                ? Long.toString((long) number)
                : Double.toString(number);
    }

    /** Of each column of outcomes, how many units have it still open. */
    public Map<String, Long> open() {
        var open = new LinkedHashMap<String, Long>();
        List<Place> places = places();
        for (OutcomeColumns.Column column : columns.columns()) {
            TimeWindow window = columns.sources().get(column.source()).window();
            open.put(
                    column.name(),
                    places.stream()
                            .filter(place -> !window.over(place.entered, end))
                            .count());
        }
        return open;
    }

    /** Writes CSV (RFC 4180) with a header, in UTF-8 by whoever made the writer. */
    public void write(Appendable out) throws IOException {
        List<String> names = columns();
        for (int i = 0; i < names.size(); i++) {
            out.append(i == 0 ? "" : ",").append(quoted(names.get(i)));
        }
        out.append('\n');
        for (Place place : places()) {
            String[] cells = cells(place);
            for (int i = 0; i < cells.length; i++) {
                out.append(i == 0 ? "" : ",").append(i < 2 ? quoted(cells[i]) : plain(cells[i]));
            }
            out.append('\n');
        }
    }

    private static String quoted(String text) {
        return '"' + text.replace("\"", "\"\"") + '"';
    }

    private static String plain(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (",\"\n\r;'| \t".indexOf(text.charAt(i)) >= 0) {
                return quoted(text);
            }
        }
        return text;
    }
}
