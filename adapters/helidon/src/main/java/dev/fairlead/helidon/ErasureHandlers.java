package dev.fairlead.helidon;

import dev.fairlead.errors.UserException;
import dev.fairlead.log.LogException;
import dev.fairlead.privacy.ErasureReport;
import io.helidon.http.Status;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.List;

/** Erasing persons, for operators. */
final class ErasureHandlers {
    private ErasureHandlers() {}

    /** What was done so far. */
    record All(Erasing erasing) implements Handler {
        @Override
        public void handle(ServerRequest request, ServerResponse response) {
            List<ErasureReport> reports = erasing.reports();
            Answer.send(response, Status.OK_200, out -> out.records("erasures", reports, ErasureReport.SCHEMA::write));
        }
    }

    /** Erases a person, and answers when that is done. */
    record Erase(Erasing erasing) implements Handler {
        @Override
        public void handle(ServerRequest request, ServerResponse response) {
            String person = Asked.body(request, response, in -> in.text("person"));
            ErasureReport report = erase(person);
            Answer.send(response, Status.OK_200, out -> ErasureReport.SCHEMA.write(report, out));
        }

        private ErasureReport erase(String person) {
            try {
                return erasing.erase(person);
            } catch (IllegalArgumentException e) {
                throw new ApiError(
                        Status.UNPROCESSABLE_CONTENT_422, String.valueOf(e.getMessage()), "Nothing was changed.");
            } catch (UserException e) {
                throw new ApiError(Status.CONFLICT_409, String.valueOf(e.getMessage()), "Nothing was changed.");
            } catch (LogException e) {
                throw new ApiError(
                        Status.INSUFFICIENT_STORAGE_507,
                        String.valueOf(e.getMessage()),
                        "The erasure goes on at the next start, or when it is asked for again.");
            }
        }
    }

    /** Notes an export that a command has made of this server's log. */
    record Exported(Erasing erasing) implements Handler {
        @Override
        public void handle(ServerRequest request, ServerResponse response) {
            List<String> files = Asked.body(request, response, in -> in.texts("files"));
            erasing.exported(files);
            Answer.send(response, Status.OK_200, out -> out.texts("files", files));
        }
    }
}
