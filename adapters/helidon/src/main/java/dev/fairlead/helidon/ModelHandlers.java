package dev.fairlead.helidon;

import dev.fairlead.registry.DamagedModelException;
import dev.fairlead.registry.ModelStore;
import dev.fairlead.registry.Registry;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Semaphore;

/** The registry for operators. */
final class ModelHandlers {
    /** Most bytes of a model file. */
    static final int LIMIT = 256 << 20;

    private ModelHandlers() {}

    /** What is stored, oldest first. */
    record All(Registry registry) implements Handler {
        @Override
        public void handle(ServerRequest request, ServerResponse response) {
            List<ModelStore.Entry> entries = registry.list();
            Answer.send(
                    response,
                    Status.OK_200,
                    out -> out.records("models", entries, (entry, to) -> {
                        to.text("model", entry.hash());
                        to.whole("created", entry.created());
                        to.whole("bytes", entry.bytes());
                    }));
        }
    }

    /** A model file, as it was stored. */
    record Content(Registry registry) implements Handler {
        @Override
        public void handle(ServerRequest request, ServerResponse response) {
            String hash = request.path().pathParameters().get("model");
            byte[] content = content(hash);
            response.header(HeaderNames.CONTENT_TYPE, "application/octet-stream");
            response.send(content);
        }

        private byte[] content(String hash) {
            try {
                return registry.content(hash)
                        .orElseThrow(() -> new ApiError(
                                Status.NOT_FOUND_404,
                                "no one model has the hash " + hash,
                                "Give at least its first 6 digits; GET /v1/models lists them."));
            } catch (DamagedModelException e) {
                throw new ApiError(
                        Status.INTERNAL_SERVER_ERROR_500,
                        String.valueOf(e.getMessage()),
                        "The model is of no use any more.");
            }
        }
    }

    /** Stores a model file after reading it whole. One at a time, since each is held in memory. */
    static final class Put implements Handler {
        private final Registry registry;
        private final Semaphore one = new Semaphore(1);

        Put(Registry registry) {
            this.registry = registry;
        }

        @Override
        public void handle(ServerRequest request, ServerResponse response) {
            Asked.refuseUnknown(request, Set.of("created"));
            long created = Asked.whole(request, "created", 0, Long.MAX_VALUE, System.currentTimeMillis());
            one.acquireUninterruptibly();
            try {
                byte[] content = Body.read(request, response, LIMIT, in -> in.readAllBytes());
                String hash = registry.importFile(content, created);
                Answer.send(response, Status.CREATED_201, out -> out.text("model", hash));
            } catch (DamagedModelException e) {
                throw new ApiError(
                        Status.UNPROCESSABLE_CONTENT_422, String.valueOf(e.getMessage()), "Nothing was stored.");
            } finally {
                one.release();
            }
        }
    }
}
