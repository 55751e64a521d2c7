package dev.fairlead.helidon;

import dev.fairlead.log.ImportBatch;
import dev.fairlead.log.ImportStore;
import dev.fairlead.log.LogException;
import io.helidon.http.Status;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.List;

/** Imports, for operators. */
final class ImportHandlers {
    private ImportHandlers() {}

    /** All imports. */
    record All(ImportStore imports) implements Handler {
        @Override
        public void handle(ServerRequest request, ServerResponse response) {
            List<ImportBatch> batches = imports.batches();
            Answer.send(response, Status.OK_200, out -> out.records("imports", batches, ImportBatch.SCHEMA::write));
        }
    }

    /** Notes an import, how far it is, or that it is to leave the log at the next start. */
    record Put(ImportStore imports) implements Handler {
        @Override
        public void handle(ServerRequest request, ServerResponse response) {
            ImportBatch batch = Asked.body(request, response, ImportBatch.SCHEMA::read);
            try {
                imports.put(batch);
            } catch (LogException e) {
                throw new ApiError(
                        Status.INSUFFICIENT_STORAGE_507, String.valueOf(e.getMessage()), "Nothing was changed.");
            }
            Answer.send(response, Status.OK_200, out -> ImportBatch.SCHEMA.write(batch, out));
        }
    }
}
