package dev.fairlead.cli.experiment.assign;

import dev.fairlead.duckdb.TableRows;
import dev.fairlead.errors.UserException;
import dev.fairlead.experiment.json.Json;
import dev.fairlead.experiment.json.JsonException;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The units that are to be assigned, one a row. */
final class UnitsFile {
    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Option(
            names = "--units",
            paramLabel = "FILE",
            description = "CSV with a header, also packed by gzip, or Parquet; '-' for CSV on standard input.")
    private Optional<String> file = Optional.empty();

    @Option(
            names = "--unit-column",
            paramLabel = "NAME",
            description = "Column of the units' ids (default: the one named as the experiment's unit).")
    private Optional<String> column = Optional.empty();

    @Option(names = "--no-header", description = "The file is a list, one id a line, without a header.")
    private boolean list;

    /**
     * One of them.
     *
     * @param stratum "" if none was asked for
     * @param attributes all columns, if they were asked for
     */
    record Unit(String id, String stratum, Optional<Json.Obj> attributes) {}

    /** Reads all in order. */
    void read(String unit, boolean withAttributes, Optional<String> strata, Consumer<Unit> each) throws IOException {
        String name = file.orElseThrow(() -> wrong("--units FILE is missing (only --payload needs none)"));
        if (list && (withAttributes || strata.isPresent())) {
            throw wrong("a list without a header has no column for a condition or for strata");
        }
        if (!name.equals("-")) {
            read(Path.of(name), unit, withAttributes, strata, each);
            return;
        }
        Path copy = Files.createTempFile("fairlead-units", ".csv");
        try {
            Files.copy(System.in, copy, StandardCopyOption.REPLACE_EXISTING);
            read(copy, unit, withAttributes, strata, each);
        } finally {
            Files.delete(copy);
        }
    }

    private void read(Path path, String unit, boolean withAttributes, Optional<String> strata, Consumer<Unit> each)
            throws IOException {
        if (list) {
            try (BufferedReader lines = Files.newBufferedReader(path)) {
                lines.lines().forEach(line -> each.accept(new Unit(line.strip(), "", Optional.empty())));
            }
            return;
        }
        List<String> found = TableRows.columns(path);
        String id = column.orElse(unit);
        if (column.isEmpty() && !found.contains(unit)) {
            throw new UserException("no column is named '" + unit + "' as the experiment's unit; the first line is "
                    + String.join(",", found)
                    + ": give --unit-column NAME if it is a header, --no-header if it is a unit");
        }
        if (withAttributes) {
            TableRows.read(path, found, row -> each.accept(described(unit, id, row)));
        } else {
            List<String> columns = strata.map(stratum -> List.of(id, stratum)).orElse(List.of(id));
            TableRows.read(
                    path,
                    columns,
                    row -> each.accept(new Unit(row.text(0), strata.isPresent() ? row.text(1) : "", Optional.empty())));
        }
    }

    /** A unit's id stays a text, also if it looks like a number. */
    private static Unit described(String unit, String idColumn, TableRows.Row row) {
        var attributes = new LinkedHashMap<String, Json>();
        for (int i = 0; i < row.columns().size(); i++) {
            attributes.put(row.columns().get(i), value(row.text(i)));
        }
        int at = row.columns().indexOf(idColumn);
        String id = at < 0 ? "" : row.text(at);
        attributes.put(unit, Json.of(id));
        return new Unit(id, "", Optional.of(new Json.Obj(attributes)));
    }

    /** Numbers, true and false as such, all else as text; nothing as null. */
    private static Json value(String cell) {
        if (cell.isEmpty()) {
            return Json.NULL;
        }
        try {
            Json value = Json.parse(cell);
            return value instanceof Json.Num || value instanceof Json.Bool ? value : Json.of(cell);
        } catch (JsonException e) {
            return Json.of(cell);
        }
    }

    private ParameterException wrong(String sentence) {
        return new ParameterException(spec.commandLine(), sentence);
    }
}
