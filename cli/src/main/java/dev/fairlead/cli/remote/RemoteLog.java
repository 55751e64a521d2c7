package dev.fairlead.cli.remote;

import dev.fairlead.errors.UserException;
import dev.fairlead.events.ContractViolation;
import dev.fairlead.events.Event;
import dev.fairlead.events.EventTypes;
import dev.fairlead.json.Json;
import dev.fairlead.json.JsonEvents;
import dev.fairlead.json.JsonFields;
import dev.fairlead.log.DeadLetter;
import dev.fairlead.log.EventLog;
import dev.fairlead.log.Fold;
import dev.fairlead.log.Logged;
import dev.fairlead.log.Position;
import dev.fairlead.log.Receipt;
import dev.fairlead.log.Unreadable;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;

/** The log of a server: read in pages as they come, appended to with an operator's rights. */
final class RemoteLog implements EventLog {
    /** Most events that the server gives at once. */
    private static final int PAGE = 10_000;
    /** Of a body that appends; the server takes 8 MiB. */
    private static final int BODY_BYTES = 4 << 20;

    private static final int NO_EVENT = -1;

    private final ServerClient server;
    private final EventTypes types;
    private final JsonEvents codec;

    RemoteLog(ServerClient server, EventTypes types) {
        this.server = server;
        this.types = types;
        this.codec = new JsonEvents(types);
    }

    @Override
    public Position end() {
        return server.get("/v1/log", answer -> Position.parse(answer.text("end")));
    }

    @Override
    public Position read(Position after, int limit, long bytes, Fold fold) {
        Position reached = after;
        int left = limit;
        long bytesLeft = bytes;
        while (left > 0 && bytesLeft > 0) {
            Page page = page(reached, Math.min(left, PAGE));
            if (page.lines.isEmpty()) {
                return atEnd(reached);
            }
            for (String line : page.lines) {
                reached = accept(line, reached, fold);
            }
            left -= page.lines.size();
            bytesLeft -= page.bytes;
        }
        return reached;
    }

    /** Events at the log's end may have left it: then nothing follows, up to where it ends. */
    private Position atEnd(Position reached) {
        Position end = end();
        return end.covers(reached) && page(reached, 1).lines.isEmpty() ? end : reached;
    }

    /** Read whole before it is folded, so that a slow fold does not keep the server waiting. */
    private record Page(List<String> lines, long bytes) {}

    private Page page(Position after, int limit) {
        List<String> lines = new ArrayList<>();
        long bytes = 0;
        try (BufferedReader in = new BufferedReader(new InputStreamReader(
                server.stream("/v1/log/events?after=" + encoded(after.toString()) + "&limit=" + limit),
                StandardCharsets.UTF_8))) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                lines.add(line);
                bytes += line.length();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "the log of " + server.server() + " was not read whole: " + e.getMessage(), e);
        }
        return new Page(lines, bytes);
    }

    private Position accept(String line, Position before, Fold fold) {
        try {
            JsonFields fields = Json.parse(line);
            int partition = (int) whole(fields, "partition");
            long offset = whole(fields, "offset");
            var event = fields.record("event");
            if (event.isPresent()) {
                read(partition, offset, event.get(), fold);
            } else {
                var row = fields.record("unreadable").orElseThrow(() -> new ContractViolation("event", "is missing"));
                fold.unreadable(new Unreadable(
                        partition,
                        offset,
                        row.text("id").orElse(""),
                        row.text("cause").orElse("")));
            }
            return before.with(partition, offset);
        } catch (ContractViolation e) {
            throw new UserException("the log of " + server.server() + " holds what this program does not understand ("
                    + e.field() + ": " + e.reason() + "); use the same version as the server");
        }
    }

    private void read(int partition, long offset, dev.fairlead.events.Fields event, Fold fold)
            throws ContractViolation {
        fold.accept(new Logged(partition, offset, types.read(event)));
    }

    private static long whole(JsonFields fields, String name) throws ContractViolation {
        OptionalLong value = fields.whole(name);
        if (value.isEmpty()) {
            throw new ContractViolation(name, "is missing");
        }
        return value.getAsLong();
    }

    @Override
    public Receipt append(List<Event> events, List<DeadLetter> refused) {
        return append("", events, refused);
    }

    @Override
    public Receipt append(String batch, List<Event> events, List<DeadLetter> refused) {
        Appending appending = new Appending(
                refused.isEmpty() ? "operator" : refused.getFirst().source(), batch);
        for (int i = 0; i < events.size(); i++) {
            appending.line(i, "{\"event\":", codec.encode(events.get(i)), "}\n");
        }
        for (DeadLetter letter : refused) {
            appending.line(
                    NO_EVENT,
                    "",
                    Json.bytes(out -> {
                        out.whole("line", letter.line());
                        out.text("field", letter.field());
                        out.text("reason", letter.reason());
                        out.text("payload", letter.payload());
                    }),
                    "\n");
        }
        appending.send();
        appending.tellRefused(refused.size());
        return new Receipt(appending.end, appending.accepted, appending.duplicates, List.copyOf(appending.conflicts));
    }

    /** Lines on their way, sent in bodies of a bounded size. */
    private final class Appending {
        private final String source;
        private final String batch;
        private final ByteArrayOutputStream body = new ByteArrayOutputStream();
        private Position end = Position.START;
        private int accepted;
        private int duplicates;
        private int refused;
        private final List<Integer> conflicts = new ArrayList<>();
        /** Which event each line of the body is. */
        private final List<Integer> places = new ArrayList<>();

        Appending(String source, String batch) {
            this.source = source;
            this.batch = batch;
        }

        /** @param place of the event among those to be appended */
        void line(int place, String head, byte[] content, String tail) {
            if (body.size() > 0 && body.size() + content.length > BODY_BYTES) {
                send();
            }
            places.add(place);
            body.writeBytes(head.getBytes(StandardCharsets.US_ASCII));
            body.writeBytes(content);
            body.writeBytes(tail.getBytes(StandardCharsets.US_ASCII));
        }

        void send() {
            if (body.size() == 0 && !end.equals(Position.START)) {
                return;
            }
            if (body.size() == 0) {
                end = end();
                return;
            }
            String query = "?source=" + encoded(source) + (batch.isEmpty() ? "" : "&import=" + encoded(batch));
            server.post("/v1/log/events" + query, body.toByteArray(), answer -> {
                accepted += (int) answer.whole("accepted", 0, Integer.MAX_VALUE);
                duplicates += (int) answer.whole("duplicates", 0, Integer.MAX_VALUE);
                refused += (int) answer.whole("refused_total", 0, Integer.MAX_VALUE);
                for (double line : answer.numbers("conflicts", 0, Integer.MAX_VALUE)) {
                    conflicts.add(places.get((int) line));
                }
                end = end.max(Position.parse(answer.text("offset")));
                return answer;
            });
            body.reset();
            places.clear();
        }

        private Position end() {
            return RemoteLog.this.end();
        }

        /** @param before how many were refused before they were sent */
        private void tellRefused(int before) {
            if (refused > before) {
                System.getLogger("fairlead")
                        .log(
                                System.Logger.Level.WARNING,
                                (refused - before) + " events were refused by the server: see fairlead dead-letters");
            }
        }
    }

    @Override
    public CompletableFuture<Receipt> submit(List<Event> events, List<DeadLetter> refused) {
        return CompletableFuture.completedFuture(append(events, refused));
    }

    @Override
    public Optional<CompletableFuture<Receipt>> offer(List<Event> events) {
        return Optional.of(submit(events, List.of()));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** The server goes on. */
    @Override
    public void close() {}
}
