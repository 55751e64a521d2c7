package dev.fairlead.helidon;

import dev.fairlead.log.DeadLetter;
import dev.fairlead.log.DeadLetters;
import io.helidon.http.Status;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** Refused events for operators. */
final class DeadLetterHandlers {
    /** Most of one page; a payload may have {@link DeadLetter#MAX_PAYLOAD} characters. */
    static final int PAGE = 1_000;

    private DeadLetterHandlers() {}

    /** Those that wait, oldest first, a page at a time. */
    record Waiting(DeadLetters letters) implements Handler {
        @Override
        public void handle(ServerRequest request, ServerResponse response) {
            Asked.refuseUnknown(request, Set.of("after", "limit"));
            long after = Asked.whole(request, "after", 0, Long.MAX_VALUE, 0);
            int limit = (int) Asked.whole(request, "limit", 1, PAGE, 100);
            List<DeadLetter> page = letters.deadLetters(after, limit);
            Answer.send(response, Status.OK_200, out -> {
                out.whole("waiting", letters.deadLetterCount());
                out.records("dead_letters", page, (letter, to) -> {
                    to.whole("number", letter.number());
                    to.whole("received", letter.received());
                    to.text("source", letter.source());
                    to.whole("line", letter.line());
                    to.text("field", letter.field());
                    to.text("reason", letter.reason());
                    to.text("payload", letter.payload());
                });
            });
        }
    }

    /** Marks some as resolved. */
    record Resolve(DeadLetters letters) implements Handler {
        @Override
        public void handle(ServerRequest request, ServerResponse response) {
            List<Long> numbers = Asked.body(
                    request,
                    response,
                    in -> Arrays.stream(in.numbers("numbers", 1, 1L << 53))
                            .mapToObj(number -> (long) number)
                            .toList());
            letters.markResubmitted(numbers);
            Answer.send(response, Status.OK_200, out -> out.whole("waiting", letters.deadLetterCount()));
        }
    }
}
