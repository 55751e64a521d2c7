package dev.fairlead.cli.data;

import dev.fairlead.cli.option.WorkspaceOptions;
import dev.fairlead.decide.Ingest;
import dev.fairlead.duckdb.Mapping;
import dev.fairlead.duckdb.TableImport;
import dev.fairlead.errors.UserException;
import dev.fairlead.events.Event;
import dev.fairlead.json.JsonLines;
import dev.fairlead.log.DeadLetter;
import dev.fairlead.log.Receipt;
import dev.fairlead.server.Workspace;
import dev.fairlead.sim.Summary;
import dev.fairlead.sim.TaobaoLog;
import dev.fairlead.sim.TrivagoLog;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.zip.GZIPInputStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "import",
        mixinStandardHelpOptions = true,
        description = "Append a file's events to the log: JSON Lines (.jsonl, .json, also .gz), CSV or Parquet.")
public final class ImportCommand implements Callable<Integer> {
    private static final int BATCH = 5_000;
    private static final int SHOWN = 5;

    @Mixin
    private WorkspaceOptions data = new WorkspaceOptions();

    @Parameters(paramLabel = "FILE", description = "What to read; its ending says what it is.")
    private Path file = Path.of("");

    @Option(
            names = "--mapping",
            paramLabel = "FILE",
            description = "How the columns of a CSV or Parquet file become events.")
    private Optional<Path> mapping = Optional.empty();

    enum Format {
        EVENTS,
        TRIVAGO,
        TAOBAO
    }

    @Option(
            names = "--from",
            defaultValue = "EVENTS",
            description =
                    "${COMPLETION-CANDIDATES}: events by their contract, or a public file in its own format (default: ${DEFAULT-VALUE}).")
    private Format format = Format.EVENTS;

    private long accepted;
    private long duplicates;
    private long refused;

    @Override
    public Integer call() throws IOException {
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        boolean table = name.endsWith(".csv") || name.endsWith(".csv.gz") || name.endsWith(".parquet");
        if (format == Format.EVENTS && table && mapping.isEmpty()) {
            throw new UserException("a table needs --mapping FILE that says which column is what; see docs/import.md");
        }
        if (!Files.isReadable(file)) {
            throw new UserException("there is no readable file " + file);
        }
        try (Workspace workspace = data.open()) {
            if (format != Format.EVENTS) {
                publicFile(workspace);
            } else if (table) {
                new TableImport(Mapping.read(mapping.orElseThrow(), workspace.types()))
                        .run(
                                file,
                                () -> workspace.intake().batch(name, Ingest.Deliverer.OPERATOR),
                                BATCH,
                                this::append,
                                rows -> System.err.println("  " + rows + " rows"));
            } else {
                try (InputStream in = open()) {
                    JsonLines.read(
                            in, () -> workspace.intake().batch(name, Ingest.Deliverer.OPERATOR), BATCH, this::append);
                }
            }
        }
        System.out.println(accepted + " accepted, " + duplicates + " duplicates, " + refused + " refused"
                + (refused > 0 ? " (kept: see dead-letters)" : ""));
        return refused > 0 && accepted + duplicates == 0 ? 1 : 0;
    }

    /** A public data set: its reader says what it left out, and why. */
    private void publicFile(Workspace workspace) throws IOException {
        List<Event> events = new ArrayList<>();
        Summary summary =
                format == Format.TRIVAGO ? TrivagoLog.read(file, events::add) : TaobaoLog.read(file, events::add);
        System.err.println("  " + summary.rows() + " rows, " + summary.skipped() + " skipped "
                + summary.skippedByReason() + ", odd " + summary.oddByReason());
        for (int from = 0; from < events.size(); from += BATCH) {
            Receipt receipt =
                    workspace.log().append(events.subList(from, Math.min(events.size(), from + BATCH)), List.of());
            accepted += receipt.accepted();
            duplicates += receipt.duplicates();
        }
    }

    private InputStream open() throws IOException {
        InputStream bytes = Files.newInputStream(file);
        return file.toString().endsWith(".gz") ? new GZIPInputStream(bytes, 1 << 16) : bytes;
    }

    private void append(Ingest.Batch batch) {
        Ingest.Outcome outcome = batch.append();
        for (DeadLetter letter : outcome.refused()) {
            if (refused++ < SHOWN) {
                System.err.println(
                        file.getFileName() + ":" + letter.line() + ": " + letter.field() + ": " + letter.reason());
            }
        }
        accepted += outcome.receipt().accepted();
        duplicates += outcome.receipt().duplicates();
        System.err.println("  " + (accepted + duplicates + refused) + " events");
    }
}
