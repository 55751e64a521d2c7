package dev.fairlead.cli.imports;

import dev.fairlead.decide.EventAssembly;
import dev.fairlead.decide.EventSink;
import dev.fairlead.decide.EventSorter;
import dev.fairlead.decide.Ingest;
import dev.fairlead.decide.Unfinished;
import dev.fairlead.duckdb.Mapping;
import dev.fairlead.duckdb.SourceFile;
import dev.fairlead.duckdb.TableImport;
import dev.fairlead.errors.UserException;
import dev.fairlead.events.ContractViolation;
import dev.fairlead.events.Event;
import dev.fairlead.events.Fields;
import dev.fairlead.json.JsonEvents;
import dev.fairlead.json.JsonLines;
import dev.fairlead.log.DeadLetter;
import dev.fairlead.log.ImportBatch;
import dev.fairlead.server.Workspace;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One import: everything is read and checked, then put in the order of time, then appended. Nothing is written before all files have been read,
 * so that one that is no table, or mostly bad, leaves nothing behind.
 */
final class ImportRun implements AutoCloseable {
    private static final int BATCH = 5_000;
    private static final int LETTERS = 1_000;

    /** Refused rows that are kept; the others are only counted. */
    private static final int MOST_LETTERS = 10_000;

    /** A file is given up when so many rows were refused, and more than were good. */
    private static final int MOSTLY_BAD = 100;

    private static final int SHOWN = 5;

    private final Workspace workspace;
    private final Ingest intake;
    private final JsonEvents codec;
    private final EventSorter sorter;
    private final ImportSummary summary;
    private final List<DeadLetter> letters = new ArrayList<>();
    private final Map<String, Set<String>> waiting = new LinkedHashMap<>();
    private final long now = System.currentTimeMillis();
    private long rows;
    private long leftOut;
    private long refused;
    private long accepted;
    private long duplicates;
    private long conflicts;
    private int shown;

    /** @param asAdded whether the order of the events is that in which they are read */
    ImportRun(Workspace workspace, boolean asAdded) {
        this.workspace = workspace;
        intake = workspace.intake();
        codec = new JsonEvents(workspace.types());
        sorter = new EventSorter(workspace.types(), codec, asAdded, EventSorter.MEMORY);
        summary = new ImportSummary(workspace.types(), now);
    }

    /** When it began, in milliseconds since 1970. */
    long begun() {
        return now;
    }

    ImportSummary summary() {
        return summary;
    }

    /** Reads a file. @throws UserException if it is mostly bad */
    void read(ImportSources.Source source) throws IOException {
        SourceFile file = source.file();
        Reading sink = new Reading(file);
        if (source.mapping().isEmpty()) {
            try (SourceFile.Reading in = file.open()) {
                Progress progress = new Progress("reading " + file.name());
                rows += JsonLines.read(in, sink, count -> progress.at(count, in.share()));
            }
            return;
        }
        Mapping mapping = source.mapping().get();
        if (mapping.afterOthers() && sorter.count() == 0) {
            throw new UserException(file.path()
                    + " has no column of time, and there are no events whose first one it could go before: import it together with the events,"
                    + " or say since when it is so in the mapping, like time = 2026-12-01T00:00:00Z");
        }
        Progress progress = new Progress("reading " + file.name());
        TableImport.Result result = new TableImport(mapping).run(file, sink, sorter.first(), progress::at);
        rows += result.rows();
        leftOut += result.leftOut();
    }

    /** Adds an event that another reader has read. */
    void add(Event event, String source, long line) throws IOException {
        rows++;
        sorter.add(event, source, line, Unfinished.NOTHING);
    }

    /** What a file holds, checked. */
    private final class Reading implements EventSink {
        private final SourceFile file;
        private long good;
        private long bad;

        Reading(SourceFile file) {
            this.file = file;
        }

        @Override
        public void add(long line, Fields fields, String payload, Unfinished lacks) {
            try {
                sorter.add(intake.check(fields, payload, Ingest.Deliverer.OPERATOR), file.name(), line, lacks);
                good++;
            } catch (ContractViolation e) {
                refuse(line, e, payload);
            } catch (IOException e) {
                throw new UserException("the events could not be sorted: " + e.getMessage() + "; free some space in "
                        + System.getProperty("java.io.tmpdir"));
            }
        }

        @Override
        public void refuse(long line, ContractViolation why, String payload) {
            ImportRun.this.refuse(file.name(), line, why, payload);
            bad++;
            if (bad == MOSTLY_BAD && bad > good) {
                throw new UserException(file.path() + " was given up at line " + line + ", and nothing was imported: "
                        + bad + " of its first " + (good + bad) + " events were refused, the last one for "
                        + (why.field().isEmpty() ? "" : why.field() + ": ") + why.reason());
            }
        }
    }

    private void refuse(String source, long line, ContractViolation why, String payload) {
        refused++;
        show(source, line, why.field(), why.reason());
        DeadLetter letter = new DeadLetter(0, now, source, line, why.field(), why.reason(), payload);
        if (letters.size() < MOST_LETTERS && !waits(letter)) {
            letters.add(letter);
        }
    }

    private void show(String source, long line, String field, String reason) {
        if (shown++ < SHOWN) {
            System.err.println(source + ":" + line + ": " + (field.isEmpty() ? "" : field + ": ") + reason);
        }
    }

    /** Whether a row waits among the dead letters since it was imported before. */
    private boolean waits(DeadLetter letter) {
        if (waiting.isEmpty()) {
            waiting.put("", Set.of());
            long after = 0;
            List<DeadLetter> page = workspace.deadLetters().deadLetters(after, LETTERS);
            while (!page.isEmpty()) {
                for (DeadLetter each : page) {
                    waiting.computeIfAbsent(each.source(), _ -> new HashSet<>()).add(key(each));
                    after = each.number();
                }
                page = workspace.deadLetters().deadLetters(after, LETTERS);
            }
        }
        return waiting.getOrDefault(letter.source(), Set.of()).contains(key(letter));
    }

    private static String key(DeadLetter letter) {
        return letter.line() + ":" + letter.reason();
    }

    /** Appends everything that was read. @param begun what is known of the import so far */
    ImportBatch append(ImportBatch begun) throws IOException {
        workspace.imports().put(begun);
        Appending appending = new Appending(begun.name());
        EventAssembly assembly = new EventAssembly(workspace.types(), appending);
        sorter.forEach(assembly);
        assembly.finish();
        appending.flush();
        for (int from = 0; from < letters.size(); from += LETTERS) {
            workspace.log().append(List.of(), letters.subList(from, Math.min(letters.size(), from + LETTERS)));
        }
        ImportBatch done = new ImportBatch(
                begun.name(),
                begun.time(),
                begun.files(),
                begun.mappings(),
                ImportBatch.DONE,
                rows,
                accepted,
                duplicates,
                refused,
                conflicts,
                summary.first(),
                summary.last());
        workspace.imports().put(done);
        return done;
    }

    private final class Appending implements EventAssembly.Whole {
        private final String name;
        private final Progress progress = new Progress("appending");
        private Ingest.Batch batch;
        private long count;

        Appending(String name) {
            this.name = name;
            batch = fresh();
        }

        private Ingest.Batch fresh() {
            return intake.batch(name, Ingest.Deliverer.OPERATOR).of(name);
        }

        @Override
        public void event(Event event, String source, long line) {
            summary.add(event);
            batch.add(source, line, event, () -> new String(codec.encode(event), StandardCharsets.UTF_8));
            progress.at(++count, (double) count / sorter.count());
            if (batch.size() >= BATCH) {
                flush();
            }
        }

        @Override
        public void refused(String source, long line, ContractViolation why, Event event) {
            refuse(source, line, why, new String(codec.encode(event), StandardCharsets.UTF_8));
        }

        void flush() {
            if (batch.size() == 0) {
                return;
            }
            Ingest.Outcome outcome = batch.append();
            accepted += outcome.receipt().accepted();
            duplicates += outcome.receipt().duplicates();
            conflicts += outcome.refused().size();
            refused += outcome.refused().size();
            for (DeadLetter letter : outcome.refused()) {
                show(letter.source(), letter.line(), letter.field(), letter.reason());
            }
            batch = fresh();
        }
    }

    /** Rows that the mapping makes no event of. */
    long leftOut() {
        return leftOut;
    }

    /** Refused rows of which only the number is known. */
    long unkept() {
        return Math.max(0, refused - conflicts - MOST_LETTERS);
    }

    @Override
    public void close() throws IOException {
        sorter.close();
    }
}
