package dev.fairlead.helidon;

import io.helidon.http.Status;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.List;

/** Which release serves which app, for operators. */
final class PromotionHandlers {
    private PromotionHandlers() {}

    /** What serves now. */
    record Serving(Promotions promotions) implements Handler {
        @Override
        public void handle(ServerRequest request, ServerResponse response) {
            List<Promotions.Promoted> serving = promotions.serving();
            Answer.send(response, Status.OK_200, out -> {
                out.text("problem", promotions.problem());
                out.records("promotions", serving, (each, to) -> {
                    to.text("app", each.app());
                    to.text("release", each.release());
                });
            });
        }
    }

    /** Promotes a release, or goes back to the app's last resort. */
    record Promote(Promotions promotions) implements Handler {
        private record Wanted(String app, String release, String reason) {}

        @Override
        public void handle(ServerRequest request, ServerResponse response) {
            Wanted wanted = Asked.body(
                    request,
                    response,
                    in -> new Wanted(in.text("app"), in.optionalText("release"), in.freeText("reason")));
            Promotions.Promoted promoted = promote(wanted);
            Answer.send(response, Status.OK_200, out -> {
                out.text("app", promoted.app());
                out.text("release", promoted.release());
            });
        }

        private Promotions.Promoted promote(Wanted wanted) {
            try {
                return promotions.promote(wanted.app(), wanted.release(), wanted.reason());
            } catch (IllegalArgumentException e) {
                throw new ApiError(
                        Status.UNPROCESSABLE_CONTENT_422, String.valueOf(e.getMessage()), "Nothing was changed.");
            }
        }
    }
}
