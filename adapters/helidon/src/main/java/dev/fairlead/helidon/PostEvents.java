package dev.fairlead.helidon;

import dev.fairlead.decide.Ingest;
import dev.fairlead.events.ContractViolation;
import dev.fairlead.json.JsonLines;
import dev.fairlead.log.DeadLetter;
import dev.fairlead.log.LogException;
import dev.fairlead.log.Position;
import io.helidon.http.Status;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Takes events as a JSON array or as JSON Lines. A request is one unit of the log: all that keeps its contract is durable
 * when the answer comes, or nothing is.
 */
final class PostEvents implements Handler {
    /** Most events of one request; with {@link Body#LIMIT} it bounds the memory that a request may take. */
    static final int MAX_EVENTS = 100_000;

    /** Most refused events that an answer lists, of which the dead-letter log holds all, and most events whose time was changed. */
    static final int MAX_LISTED = 1_000;

    /** How long an acknowledgement waits for the feature state. */
    static final Duration PATIENCE = Duration.ofSeconds(2);

    private static final String SOURCE = "http";
    private static final int LOOK_AHEAD = 1 << 16;

    private final Ingest intake;
    private final ReadBarrier freshness;
    private final Meters meters;

    PostEvents(Ingest intake, ReadBarrier freshness, Meters meters) {
        this.intake = intake;
        this.freshness = freshness;
        this.meters = meters;
    }

    @Override
    public void handle(ServerRequest request, ServerResponse response) {
        Ingest.Batch batch = Body.read(request, response, this::batch);
        Ingest.Outcome outcome = append(batch);
        Position end = outcome.receipt().end();
        boolean applied = freshness.awaitApplied(end, PATIENCE);
        int accepted = outcome.receipt().accepted();
        int duplicates = outcome.receipt().duplicates();
        List<DeadLetter> refused = outcome.refused();
        meters.events(accepted, duplicates, refused.size());
        boolean failed = !refused.isEmpty() && accepted + duplicates == 0;
        Answer.send(response, failed ? status(refused) : Status.OK_200, out -> {
            if (failed) {
                Answer.writeError(out, nothingAccepted(refused));
            }
            out.whole("accepted", accepted);
            out.whole("duplicates", duplicates);
            out.whole("refused_total", refused.size());
            out.records("refused", listed(refused), (letter, to) -> {
                to.whole("line", letter.line());
                to.text("field", letter.field());
                to.text("reason", letter.reason());
            });
            out.whole("adjusted_total", outcome.adjusted().size());
            out.records("adjusted", listed(outcome.adjusted()), (adjusted, to) -> {
                to.whole("line", adjusted.line());
                to.text("field", "time");
                to.text("reason", adjusted.reason());
            });
            out.text("offset", end.toString());
            out.flag("applied", applied);
        });
    }

    private Ingest.Batch batch(InputStream body) throws IOException {
        InputStream in = new BufferedInputStream(body, LOOK_AHEAD);
        int first = firstCharacter(in);
        if (first < 0) {
            throw new ApiError(
                    Status.BAD_REQUEST_400,
                    "the body is empty",
                    "Send events as a JSON array or as one JSON object per line.");
        }
        if (first != '{' && first != '[') {
            return notJson(in);
        }
        List<Ingest.Batch> read = new ArrayList<>(1);
        JsonLines.read(in, this::fresh, MAX_EVENTS, batch -> {
            if (!read.isEmpty()) {
                throw tooMany();
            }
            read.add(batch);
        });
        return read.isEmpty() ? fresh() : read.getFirst();
    }

    /** The first byte that is neither blank nor part of a byte order mark, or -1; the stream stays at its beginning. */
    private static int firstCharacter(InputStream in) throws IOException {
        in.mark(LOOK_AHEAD);
        int first = in.read();
        for (int i = 1; i < LOOK_AHEAD && isBlankOrMark(first); i++) {
            first = in.read();
        }
        in.reset();
        return first;
    }

    private static boolean isBlankOrMark(int b) {
        return b == ' ' || b == '\t' || b == '\r' || b == '\n' || b == 0xEF || b == 0xBB || b == 0xBF;
    }

    /** The whole body as one dead letter: cutting a web page or an image into lines helps nobody. */
    private Ingest.Batch notJson(InputStream in) throws IOException {
        String payload = new String(in.readNBytes(DeadLetter.MAX_PAYLOAD), StandardCharsets.UTF_8);
        in.transferTo(OutputStream.nullOutputStream());
        Ingest.Batch batch = fresh();
        batch.refuse(1, new ContractViolation("", "the body is not JSON: it starts with neither '{' nor '['"), payload);
        return batch;
    }

    private Ingest.Batch fresh() {
        return intake.batch(SOURCE, Ingest.Deliverer.PRODUCT);
    }

    private Ingest.Outcome append(Ingest.Batch batch) {
        try {
            return batch.append();
        } catch (LogException e) {
            throw new ApiError(
                    Status.INSUFFICIENT_STORAGE_507,
                    "the log cannot store events: " + e.getMessage(),
                    "Nothing of this request was stored; when the storage is mended, send it again.");
        }
    }

    private static ApiError tooMany() {
        return new ApiError(
                Status.REQUEST_ENTITY_TOO_LARGE_413,
                "the body holds more than " + MAX_EVENTS + " events, the most that one request may hold",
                "Nothing of this request was stored; split it into smaller requests.");
    }

    /** 400 when not one element could be read as an object, else 422. */
    private static Status status(List<DeadLetter> refused) {
        return refused.stream().allMatch(letter -> letter.field().isEmpty())
                ? Status.BAD_REQUEST_400
                : Status.UNPROCESSABLE_CONTENT_422;
    }

    private static ApiError nothingAccepted(List<DeadLetter> refused) {
        return new ApiError(
                status(refused),
                "nothing was accepted; the first reason: " + refused.getFirst().reason(),
                "The dead-letter log holds what was sent, with a reason for each; mend and send again.");
    }

    private static <T> List<T> listed(List<T> all) {
        return all.subList(0, Math.min(MAX_LISTED, all.size()));
    }
}
