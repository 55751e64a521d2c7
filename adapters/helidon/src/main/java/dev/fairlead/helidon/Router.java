package dev.fairlead.helidon;

import io.helidon.common.buffers.DataReader;
import io.helidon.common.socket.SocketWriterException;
import io.helidon.http.HeaderNames;
import io.helidon.http.RequestException;
import io.helidon.http.Status;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.stream.Collectors;

/** Leads requests to their endpoints, times them, and turns whatever goes wrong into an error in JSON. */
final class Router {
    private static final System.Logger LOGGER = System.getLogger(Router.class.getName());

    private final List<Endpoint> endpoints;
    private final Meters meters;

    Router(List<Endpoint> endpoints, Meters meters) {
        this.endpoints = endpoints;
        this.meters = meters;
    }

    HttpRouting.Builder routing() {
        HttpRouting.Builder routing = HttpRouting.builder();
        for (Endpoint endpoint : endpoints) {
            routing.route(endpoint.method(), endpoint.path(), timed(endpoint.path(), endpoint.handler()));
        }
        for (Endpoint endpoint : endpoints) {
            routing.any(endpoint.path(), timed(endpoint.path(), (request, response) -> {
                String allowed = methods(endpoint.path());
                response.header(HeaderNames.ALLOW, allowed);
                throw wrongMethod(request, endpoint, allowed);
            }));
        }
        return routing.any(timed("other", (request, _) -> {
            throw unknownPath(request);
        }));
    }

    private Handler timed(String name, Handler handler) {
        return (request, response) -> {
            long start = System.nanoTime();
            answer(handler, request, response);
            meters.answered(name, response.status().code(), System.nanoTime() - start);
        };
    }

    private static void answer(Handler handler, ServerRequest request, ServerResponse response) {
        try {
            handler.handle(request, response);
        } catch (ApiError e) {
            Answer.send(response, e);
        } catch (CloseConnectionException | RequestException e) {
            throw e; // the server itself knows what to do
        } catch (SocketWriterException | UncheckedIOException | DataReader.InsufficientDataAvailableException e) {
            throw new CloseConnectionException("the client left before it was answered", e);
        } catch (Exception e) {
            LOGGER.log(
                    Level.ERROR,
                    request.prologue().method() + " " + request.path().path() + " failed.",
                    e);
            if (!response.isSent()) {
                Answer.send(response, failed());
            }
        }
    }

    private static ApiError failed() {
        return new ApiError(
                Status.INTERNAL_SERVER_ERROR_500,
                "Fairlead failed to answer this request",
                "This is a fault in Fairlead; the server's log has the details.");
    }

    private String methods(String path) {
        return endpoints.stream()
                .filter(endpoint -> endpoint.path().equals(path))
                .map(endpoint -> endpoint.method().text())
                .collect(Collectors.joining(", "));
    }

    private static ApiError wrongMethod(ServerRequest request, Endpoint endpoint, String allowed) {
        return new ApiError(
                Status.METHOD_NOT_ALLOWED_405,
                request.prologue().method() + " is not allowed for " + endpoint.path(),
                "Use " + allowed.replace(", ", " or ") + ".");
    }

    private ApiError unknownPath(ServerRequest request) {
        String known = endpoints.stream().map(e -> e.method() + " " + e.path()).collect(Collectors.joining(", "));
        return new ApiError(
                Status.NOT_FOUND_404, "there is nothing at " + request.path().path(), "Known: " + known + ".");
    }
}
