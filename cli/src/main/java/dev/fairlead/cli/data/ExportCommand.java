package dev.fairlead.cli.data;

import dev.fairlead.cli.option.WorkspaceOptions;
import dev.fairlead.duckdb.TableExport;
import dev.fairlead.events.Event;
import dev.fairlead.json.JsonLines;
import dev.fairlead.log.EventLog;
import dev.fairlead.log.Position;
import dev.fairlead.server.Workspace;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "export",
        mixinStandardHelpOptions = true,
        description = "Write the log as JSON Lines (one file) or as tables (one file per event type).")
public final class ExportCommand implements Callable<Integer> {
    private static final int BATCH = 5_000;

    enum Format {
        JSONL,
        CSV,
        PARQUET
    }

    @Mixin
    private WorkspaceOptions data = new WorkspaceOptions();

    @Parameters(paramLabel = "FOLDER", description = "Where to write; made when it is not there.")
    private Path folder = Path.of("");

    @Option(
            names = "--format",
            defaultValue = "JSONL",
            description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private Format format = Format.JSONL;

    @Override
    public Integer call() throws IOException {
        Files.createDirectories(folder);
        try (Workspace workspace = data.open()) {
            List<Path> written = switch (format) {
                case JSONL -> List.of(jsonLines(workspace));
                case CSV ->
                    TableExport.run(
                            workspace.log(),
                            workspace.types(),
                            folder,
                            TableExport.Format.CSV,
                            rows -> System.err.println("  " + rows + " rows"));
                case PARQUET ->
                    TableExport.run(
                            workspace.log(),
                            workspace.types(),
                            folder,
                            TableExport.Format.PARQUET,
                            rows -> System.err.println("  " + rows + " rows"));
            };
            note(workspace, written);
            written.forEach(System.out::println);
        }
        return 0;
    }

    /** Where erasures look for it. An export that is whole is not lost for want of room for its name. */
    private static void note(Workspace workspace, List<Path> written) {
        try {
            workspace.exported(written.stream()
                    .map(file -> file.toAbsolutePath().normalize().toString())
                    .toList());
        } catch (UncheckedIOException e) {
            System.err.println("fairlead: the export is whole, but erasures will not name it: " + e.getMessage());
        }
    }

    private Path jsonLines(Workspace workspace) throws IOException {
        EventLog log = workspace.log();
        Path file = folder.resolve("events.jsonl");
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
            Position after = Position.START;
            while (!after.covers(log.end())) {
                List<Event> batch = new ArrayList<>();
                after = log.read(after, BATCH, logged -> batch.add(logged.event()));
                JsonLines.write(batch, workspace.types(), out);
            }
        }
        return file;
    }
}
