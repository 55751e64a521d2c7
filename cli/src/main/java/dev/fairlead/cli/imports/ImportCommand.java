package dev.fairlead.cli.imports;

import dev.fairlead.cli.option.JsonOption;
import dev.fairlead.cli.option.WorkspaceOptions;
import dev.fairlead.duckdb.MappingFile;
import dev.fairlead.duckdb.SourceFile;
import dev.fairlead.duckdb.TableImport;
import dev.fairlead.errors.UserException;
import dev.fairlead.events.Event;
import dev.fairlead.events.EventTypes;
import dev.fairlead.log.DeadLetter;
import dev.fairlead.log.DeadLetters;
import dev.fairlead.log.ImportBatch;
import dev.fairlead.log.ImportStore;
import dev.fairlead.server.Apps;
import dev.fairlead.server.Node;
import dev.fairlead.server.Workspace;
import dev.fairlead.sim.Summary;
import dev.fairlead.sim.TaobaoLog;
import dev.fairlead.sim.TrivagoLog;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "import",
        mixinStandardHelpOptions = true,
        description = {
            "Append the events of files to the log, in the order in which they happened: JSON Lines, or tables (CSV and TSV with any delimiter, Parquet), "
                    + "packed by gzip or zstd or not. What a table means is known by the names of its columns, or said by a mapping.",
            "An import can be listed, taken back, and replaced. See docs/import.md."
        })
public final class ImportCommand implements Callable<Integer> {
    private static final int LETTERS = 1_000;
    private static final DateTimeFormatter NAME =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);

    @Mixin
    private WorkspaceOptions data = new WorkspaceOptions();

    @Mixin
    private JsonOption json = new JsonOption();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(
            paramLabel = "FILE",
            arity = "0..*",
            description = "What to read. Files of one history belong in one import.")
    private List<Path> files = List.of();

    @Option(names = "--mapping", paramLabel = "FILE", description = "How the columns of tables become events.")
    private Optional<Path> mapping = Optional.empty();

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "A line of the mapping that takes the place of the one in it, like time.zone=Europe/Berlin.")
    private Map<String, String> set = Map.of();

    @Option(
            names = "--propose",
            description = "Only print a mapping for the tables, with what is in them, to be edited.")
    private boolean propose;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description =
                    "What the files hold: json, csv (with any delimiter) or parquet; found by their first bytes without it.")
    private Optional<String> format = Optional.empty();

    @Option(names = "--list", description = "Print the imports so far.")
    private boolean list;

    @Option(
            names = "--undo",
            paramLabel = "BATCH",
            description = "Take an import out of the log, and compute all states without it.")
    private Optional<String> undo = Optional.empty();

    @Option(
            names = "--replace",
            paramLabel = "BATCH",
            description = "Take an import out of the log, and import the files in its place.")
    private Optional<String> replace = Optional.empty();

    enum PublicLog {
        EVENTS,
        TRIVAGO,
        TAOBAO
    }

    @Option(
            names = "--from",
            defaultValue = "EVENTS",
            description =
                    "${COMPLETION-CANDIDATES}: events or tables, or a public file in its own format (default: ${DEFAULT-VALUE}).")
    private PublicLog from = PublicLog.EVENTS;

    @Override
    public Integer call() throws IOException {
        if (list || undo.isPresent()) {
            if (!files.isEmpty() || (list && undo.isPresent())) {
                throw new ParameterException(
                        spec.commandLine(), "give files, --list, or --undo BATCH, and only one of them");
            }
            return list ? listed() : undone(undo.get());
        }
        if (files.isEmpty()) {
            throw new ParameterException(spec.commandLine(), "say which files to read: fairlead import FILE…");
        }
        Optional<SourceFile.Format> told = format.map(this::format);
        if (propose) {
            return proposed(told);
        }
        if (replace.isPresent()) {
            undone(replace.get());
        }
        try (Workspace workspace = data.open()) {
            return imported(workspace, told);
        }
    }

    private SourceFile.Format format(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "json", "jsonl", "ndjson" -> SourceFile.Format.JSON;
            case "csv", "tsv", "text" -> SourceFile.Format.CSV;
            case "parquet" -> SourceFile.Format.PARQUET;
            default ->
                throw new ParameterException(
                        spec.commandLine(), "--format " + text + " is none of json, csv and parquet");
        };
    }

    private int imported(Workspace workspace, Optional<SourceFile.Format> told) throws IOException {
        long latest = workspace.imports().batches().stream()
                .filter(batch -> batch.state().equals(ImportBatch.DONE))
                .mapToLong(ImportBatch::last)
                .max()
                .orElse(0);
        ImportBatch done;
        ImportRun run;
        if (from != PublicLog.EVENTS) {
            run = new ImportRun(workspace, true);
            for (Path file : files) {
                publicFile(run, file);
            }
            done = append(run, List.of());
        } else {
            ImportSources sources = ImportSources.of(files, told, mapping, set, workspace.types());
            run = new ImportRun(workspace, sources.isLog());
            try (run) {
                for (ImportSources.Source source : sources.inOrder()) {
                    run.read(source);
                }
                done = append(run, sources.hashes());
            }
        }
        say(workspace, run, done, latest);
        return done.refused() > 0 && done.accepted() + done.duplicates() == 0 ? 1 : 0;
    }

    private ImportBatch append(ImportRun run, List<String> mappings) throws IOException {
        Instant now = Instant.ofEpochMilli(run.begun());
        String name = "import-" + NAME.format(now) + "-"
                + HexFormat.of().toHexDigits((short) ThreadLocalRandom.current().nextInt());
        return run.append(new ImportBatch(
                name,
                now.toEpochMilli(),
                files.stream().map(Path::toString).map(ImportCommand::shortened).toList(),
                mappings,
                ImportBatch.BEGUN,
                0,
                0,
                0,
                0,
                0,
                0,
                0));
    }

    private static String shortened(String path) {
        return path.length() <= 200 ? path : "…" + path.substring(path.length() - 199);
    }

    /** A public data set: its reader says what it left out, and why. */
    private void publicFile(ImportRun run, Path file) throws IOException {
        List<Event> events = new ArrayList<>();
        Summary summary =
                from == PublicLog.TRIVAGO ? TrivagoLog.read(file, events::add) : TaobaoLog.read(file, events::add);
        System.err.println("  " + summary.rows() + " rows, " + summary.skipped() + " skipped "
                + summary.skippedByReason() + ", odd " + summary.oddByReason());
        for (int i = 0; i < events.size(); i++) {
            run.add(events.get(i), file.getFileName().toString(), i + 1L);
        }
    }

    private void say(Workspace workspace, ImportRun run, ImportBatch done, long latest) throws IOException {
        ImportSummary summary = run.summary();
        StringBuilder text = new StringBuilder(summary.text()).append('\n');
        if (latest > 0 && done.accepted() > 0 && done.first() < latest) {
            text.append("warning: the log held events up to ")
                    .append(Instant.ofEpochMilli(latest))
                    .append(
                            " already, and some of these are older: they are at its end, where states read them late; files of one history"
                                    + " belong in one import\n");
        }
        if (run.leftOut() > 0) {
            text.append(String.format(Locale.ROOT, "%,d rows were left out, as the mapping says%n", run.leftOut()));
        }
        text.append(done.accepted())
                .append(" accepted, ")
                .append(done.duplicates())
                .append(" duplicates, ")
                .append(done.refused())
                .append(" refused")
                .append(done.refused() > 0 ? " (kept: see dead-letters)" : "")
                .append('\n');
        if (run.unkept() > 0) {
            text.append(run.unkept()).append(" of those refused are only counted\n");
        }
        if (done.conflicts() > 0) {
            text.append(done.conflicts())
                    .append(
                            " of those refused have the id of an event that the log holds with other content: to correct that, import with --replace"
                                    + " and the batch that holds it (fairlead import --list)\n");
        }
        text.append("batch ").append(done.name()).append('\n');
        text.append("next: ").append(next(summary));
        json.print(text.toString());
        json.write(List.of(done), ImportBatch.SCHEMA::write);
    }

    private String next(ImportSummary summary) {
        if (summary.hasImpressions()) {
            return "fairlead audit, and then fairlead train --promote";
        }
        return summary.hasOutcomes() ? "fairlead train --promote" : "fairlead import of what people did";
    }

    private int listed() throws IOException {
        try (Workspace workspace = data.open()) {
            List<ImportBatch> batches = workspace.imports().batches();
            StringBuilder text = new StringBuilder();
            for (ImportBatch batch : batches) {
                text.append(String.format(
                        Locale.ROOT,
                        "%-30s %-7s %,10d accepted %,10d duplicates %,8d refused  %s%n",
                        batch.name(),
                        batch.state(),
                        batch.accepted(),
                        batch.duplicates(),
                        batch.refused(),
                        String.join(" ", batch.files())));
            }
            json.print(text + (batches.size() + " imports"));
            json.write(batches, ImportBatch.SCHEMA::write);
        }
        return 0;
    }

    /** Notes that an import is to leave; opening the folder again takes it out. */
    private int undone(String name) throws IOException {
        try (Workspace workspace = data.open()) {
            ImportStore imports = workspace.imports();
            ImportBatch batch = imports.batch(name)
                    .orElseThrow(() -> new UserException(
                            UserException.Kind.UNKNOWN,
                            "there is no import '" + name + "'; list them with: fairlead import --list"));
            if (batch.state().equals(ImportBatch.UNDONE)) {
                System.err.println("  " + name + " was taken out of the log before");
                return 0;
            }
            imports.put(batch.in(ImportBatch.UNDOING));
            forget(workspace.deadLetters(), batch);
            if (!(workspace instanceof Node)) {
                if (replace.isPresent()) {
                    throw new UserException(
                            UserException.Kind.CONFLICT,
                            "the server takes " + name
                                    + " out of its log when it is started again; import the files after that");
                }
                System.out.println(name + " leaves the log when the server is started again");
                return 0;
            }
            if (workspace.expired() > 0) {
                System.err.println(
                        "warning: " + workspace.expired()
                                + " events have left the log since they were too old; all states are computed without them now");
            }
        }
        try (Workspace workspace = data.open()) {
            System.err.println("  " + name + " is out of the log, which ends at "
                    + workspace.log().end() + "; all states are computed without it");
        }
        if (undo.isPresent()) {
            System.out.println(name + " undone; models that were trained with it stay: train again");
        }
        return 0;
    }

    /** Rows that the import refused wait no longer: those of the files as they will be imported do. */
    private static void forget(DeadLetters letters, ImportBatch batch) {
        List<String> names = batch.files().stream()
                .map(file -> Path.of(file).getFileName().toString())
                .toList();
        List<Long> refused = new ArrayList<>();
        long after = 0;
        List<DeadLetter> page = letters.deadLetters(after, LETTERS);
        while (!page.isEmpty()) {
            for (DeadLetter each : page) {
                if (each.received() == batch.time() && names.contains(each.source())) {
                    refused.add(each.number());
                }
                after = each.number();
            }
            page = letters.deadLetters(after, LETTERS);
        }
        letters.markResubmitted(refused);
    }

    private int proposed(Optional<SourceFile.Format> told) {
        EventTypes types = Node.types(Apps.of(data.data().config()));
        StringBuilder text = new StringBuilder("# A mapping for: fairlead import "
                + String.join(" ", files.stream().map(Path::toString).toList())
                + " --mapping THIS_FILE\n# See docs/import.md; edit what is not as it should be.\n");
        boolean clear = true;
        for (Path path : files) {
            SourceFile file = SourceFile.of(path, told);
            if (file.format() == SourceFile.Format.JSON) {
                text.append("\n# ").append(file.name()).append(" holds JSON, which needs no mapping\n");
            } else {
                Proposal proposal = Proposal.of(file, types, set);
                clear &= proposal.problems().isEmpty();
                text.append('\n').append(proposal.section(samples(file, proposal, types)));
            }
        }
        System.out.print(text);
        return clear ? 0 : 1;
    }

    /** The first events that a mapping makes. */
    private List<String> samples(SourceFile file, Proposal proposal, EventTypes types) {
        if (!proposal.problems().isEmpty()) {
            return List.of();
        }
        EventSamples samples = new EventSamples(types);
        try {
            new TableImport(MappingFile.of(file.name(), proposal.mapping(), types, set)
                            .of(file.path()))
                    .run(file, samples, Instant.now().toEpochMilli(), (_, _) -> {});
        } catch (EventSamples.Enough _) {
            // that is all
        }
        return samples.texts();
    }
}
