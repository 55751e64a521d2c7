package dev.fairlead.helidon;

import dev.fairlead.decide.Ingest;
import dev.fairlead.events.Contract;
import dev.fairlead.events.ContractViolation;
import dev.fairlead.events.EventTypes;
import dev.fairlead.json.Json;
import dev.fairlead.json.JsonEvents;
import dev.fairlead.json.JsonFields;
import dev.fairlead.log.EventLog;
import dev.fairlead.log.Fold;
import dev.fairlead.log.LogException;
import dev.fairlead.log.Logged;
import dev.fairlead.log.Position;
import dev.fairlead.log.Receipt;
import dev.fairlead.log.Unreadable;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.BufferedOutputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The log for operators: read in pages, and appended to with their rights. */
final class LogHandlers {
    /** Most events of one page. */
    static final int PAGE = 10_000;
    /** Bytes of stored events after which a page ends. */
    static final long PAGE_BYTES = 8L << 20;

    private LogHandlers() {}

    /** Where the log ends. */
    record End(EventLog log) implements Handler {
        @Override
        public void handle(ServerRequest request, ServerResponse response) {
            Position end = log.end();
            Answer.send(response, Status.OK_200, out -> out.text("end", end.toString()));
        }
    }

    /** A page of events after a position, a line each with its place. */
    record Read(EventLog log, EventTypes types) implements Handler {
        @Override
        public void handle(ServerRequest request, ServerResponse response) {
            Asked.refuseUnknown(request, Set.of("after", "limit"));
            Position after = position(request.query().first("after").orElse("0"));
            int limit = (int) Asked.whole(request, "limit", 1, PAGE, PAGE);
            response.header(HeaderNames.CONTENT_TYPE, "application/x-ndjson");
            try (OutputStream out = new BufferedOutputStream(response.outputStream(), 1 << 16)) {
                log.read(after, limit, PAGE_BYTES, new Lines(new JsonEvents(types), out));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static Position position(String text) {
            try {
                return Position.parse(text);
            } catch (IllegalArgumentException e) {
                throw Asked.wrong("after: " + e.getMessage());
            }
        }
    }

    private record Lines(JsonEvents codec, OutputStream out) implements Fold {
        @Override
        public void accept(Logged logged) {
            line(head(logged.partition(), logged.offset()) + "\"event\":", codec.encode(logged.event()));
        }

        @Override
        public void unreadable(Unreadable row) {
            line(head(row.partition(), row.offset()) + "\"unreadable\":", Json.complete(fields -> {
                fields.text("id", row.id());
                fields.text("cause", row.cause());
            }));
        }

        private static String head(int partition, long offset) {
            return "{\"partition\":" + partition + ",\"offset\":" + offset + ",";
        }

        private void line(String head, byte[] value) {
            try {
                out.write(head.getBytes(StandardCharsets.US_ASCII));
                out.write(value);
                out.write("}\n".getBytes(StandardCharsets.US_ASCII));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /**
     * Appends lines, each an event or one that was refused where it was read. Events of an id that the log holds with other content are named by
     * the places of their lines: whoever sent them knows from where they are.
     */
    record Append(Ingest intake, ReadBarrier freshness) implements Handler {
        private static final Duration PATIENCE = Duration.ofSeconds(2);

        @Override
        public void handle(ServerRequest request, ServerResponse response) {
            Asked.refuseUnknown(request, Set.of("source", "import"));
            String source = request.query().first("source").orElse("operator");
            List<Integer> lines = new ArrayList<>();
            Ingest.Batch batch = Body.read(request, response, in -> batch(in, source, lines))
                    .of(request.query().first("import").orElse(""));
            Receipt receipt = append(batch);
            Position end = receipt.end();
            boolean applied = freshness.awaitApplied(end, PATIENCE);
            Answer.send(response, Status.OK_200, out -> {
                out.whole("accepted", receipt.accepted());
                out.whole("duplicates", receipt.duplicates());
                out.whole("refused_total", batch.refused().size());
                out.numbers(
                        "conflicts",
                        receipt.conflicts().stream().mapToDouble(lines::get).toArray());
                out.text("offset", end.toString());
                out.flag("applied", applied);
            });
        }

        private static Receipt append(Ingest.Batch batch) {
            try {
                return batch.appendWithoutConflicts();
            } catch (LogException e) {
                throw new ApiError(
                        Status.INSUFFICIENT_STORAGE_507,
                        "the log cannot store events: " + e.getMessage(),
                        "Nothing of this request was stored; when the storage is mended, send it again.");
            }
        }

        private Ingest.Batch batch(InputStream body, String source, List<Integer> places) throws IOException {
            Ingest.Batch batch = intake.batch(source, Ingest.Deliverer.OPERATOR);
            BufferedReader lines = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8));
            int number = 0;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                try {
                    int before = batch.events();
                    add(batch, Json.parse(line));
                    if (batch.events() > before) {
                        places.add(number - 1);
                    }
                } catch (ContractViolation e) {
                    throw Asked.wrong("line " + number + ": " + e.field() + " " + e.reason());
                }
            }
            return batch;
        }

        private static void add(Ingest.Batch batch, JsonFields fields) throws ContractViolation {
            Contract in = new Contract(fields);
            long line = in.whole("line", 0, Long.MAX_VALUE, 0);
            var event = fields.record("event");
            if (event.isPresent()) {
                batch.add(line, event.get(), in.raw("payload"));
            } else {
                batch.refuse(line, new ContractViolation(in.raw("field"), in.raw("reason")), in.raw("payload"));
            }
        }
    }
}
