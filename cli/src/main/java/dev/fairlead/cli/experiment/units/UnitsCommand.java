package dev.fairlead.cli.experiment.units;

import dev.fairlead.cli.launch.LaunchClient;
import dev.fairlead.duckdb.TableRows;
import dev.fairlead.errors.UserException;
import dev.fairlead.experiment.json.Suggestion;
import dev.fairlead.experiment.outcome.Entries;
import dev.fairlead.experiment.outcome.Outcomes;
import dev.fairlead.experiment.outcome.UnitTable;
import dev.fairlead.experiment.plan.Plan;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "units",
        mixinStandardHelpOptions = true,
        description = {
            "Make the table of units that a plan asks for, from a table of exposures and one of events.",
            "Both are CSV, CSV packed by gzip, or Parquet. The order of rows does not matter.",
            "Times have an offset or are in UTC. Analyse the result with: fairlead experiment analyze"
        })
public final class UnitsCommand implements Callable<Integer> {
    @Option(names = "--plan", required = true, paramLabel = "FILE", description = "The plan, JSON.")
    private Path plan = Path.of("");

    @Option(
            names = "--exposures",
            required = true,
            paramLabel = "FILE",
            description =
                    "A row per exposure; the first of a unit is its entry. Columns of the plan's slices, strata and"
                            + " covariates are taken along.")
    private Path exposures = Path.of("");

    @Option(
            names = "--events",
            required = true,
            paramLabel = "FILE",
            description = "A row per event; its columns are the fields of the plan's metrics.")
    private Path events = Path.of("");

    @Option(names = "--out", required = true, paramLabel = "FILE", description = "Where to write the table, CSV.")
    private Path out = Path.of("");

    @Option(
            names = "--unit-column",
            paramLabel = "NAME",
            defaultValue = "unit",
            description = "Ids of units, in both (default: ${DEFAULT-VALUE}).")
    private String unit = "unit";

    @Option(
            names = "--arm-column",
            paramLabel = "NAME",
            defaultValue = "arm",
            description = "Arms, in the exposures (default: ${DEFAULT-VALUE}).")
    private String arm = "arm";

    @Option(
            names = "--time-column",
            paramLabel = "NAME",
            defaultValue = "time",
            description = "Times, in both (default: ${DEFAULT-VALUE}).")
    private String time = "time";

    @Option(
            names = "--type-column",
            paramLabel = "NAME",
            defaultValue = "type",
            description = "Types of events (default: ${DEFAULT-VALUE}).")
    private String type = "type";

    @Option(
            names = "--id-column",
            paramLabel = "NAME",
            description =
                    "Ids of events, so that one that is there twice counts once (default: each row is another event).")
    private Optional<String> id = Optional.empty();

    @Option(
            names = "--as-of",
            paramLabel = "TIME",
            description = "Outcomes until then count (default: until the latest exposure or event).")
    private Optional<String> asOf = Optional.empty();

    private Instant latest = Instant.MIN;

    @Override
    public Integer call() throws IOException {
        Plan read;
        try {
            read = Plan.read(Files.readString(plan));
        } catch (IllegalArgumentException e) {
            throw new UserException(plan + ": " + e.getMessage());
        }
        Entries entries = entries();
        Instant until = until();
        UnitTable table;
        try {
            Outcomes outcomes = Outcomes.of(read, entries, until);
            describe(outcomes);
            count(outcomes);
            table = outcomes.table();
        } catch (IllegalArgumentException e) {
            throw new UserException(events + ": " + e.getMessage());
        }
        try (Writer writer = Files.newBufferedWriter(out)) {
            table.write(writer);
        }
        System.out.println(entries.size() + " units with outcomes until " + until + " are in " + out
                + "; analyse them with --arm-column arm --unit-column unit --time-column entered --as-of " + until);
        return 0;
    }

    private Entries entries() {
        var entries = new Entries();
        TableRows.read(exposures, present(exposures, List.of(unit, arm, time)), row -> {
            Instant at = EventRows.time(row, time);
            latest = at.isAfter(latest) ? at : latest;
            entries.accept(EventRows.required(row, unit), EventRows.required(row, arm), at);
        });
        return entries;
    }

    private Instant until() {
        if (asOf.isPresent()) {
            return LaunchClient.until(asOf.get());
        }
        TableRows.read(events, present(events, List.of(time)), row -> {
            Instant at = EventRows.time(row, time);
            latest = at.isAfter(latest) ? at : latest;
        });
        return latest.truncatedTo(ChronoUnit.SECONDS);
    }

    private void describe(Outcomes outcomes) {
        List<String> attributes = outcomes.attributes();
        if (attributes.isEmpty()) {
            return;
        }
        List<String> columns = new ArrayList<>(List.of(unit, time));
        columns.addAll(attributes);
        TableRows.read(exposures, present(exposures, columns), row -> {
            for (int i = 2; i < columns.size(); i++) {
                outcomes.describe(row.text(0), EventRows.time(row, time), columns.get(i), row.text(i));
            }
        });
    }

    private void count(Outcomes outcomes) {
        List<String> needed =
                Stream.concat(Stream.of(unit, type, time), id.stream()).toList();
        present(events, needed);
        List<String> columns = Stream.concat(needed.stream(), outcomes.fields().stream())
                .filter(TableRows.columns(events)::contains)
                .distinct()
                .toList();
        var types = outcomes.types();
        int at = columns.indexOf(type);
        TableRows.read(events, columns, row -> {
            if (types.contains(row.text(at))) {
                outcomes.accept(new EventRows(row, id, unit, type, time));
            }
        });
    }

    /** The columns, which must be there. */
    private static List<String> present(Path file, List<String> columns) {
        List<String> found = TableRows.columns(file);
        for (String column : columns) {
            if (!found.contains(column)) {
                throw new UserException(file + " has no column '" + column + "'" + Suggestion.of(column, found));
            }
        }
        return columns;
    }
}
