package dev.fairlead.helidon;

import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;

/**
 * Lets operators through. With a token, whoever sends it; without one, whoever asks from this machine itself, which neither
 * a web page in a browser here nor a client behind a proxy here does.
 */
final class AdminAuth {
    private static final List<HeaderName> OTHERS =
            List.of(HeaderNames.ORIGIN, HeaderNames.FORWARDED, HeaderNames.X_FORWARDED_FOR);

    private final Optional<String> token;
    private final Optional<String> ownToken;

    /**
     * @param token of operators
     * @param ownToken another, known to whoever may read the data folder of this process
     */
    AdminAuth(Optional<String> token, Optional<String> ownToken) {
        this.token = token;
        this.ownToken = ownToken;
    }

    Handler guards(Handler handler) {
        return (request, response) -> {
            check(request);
            handler.handle(request, response);
        };
    }

    private void check(ServerRequest request) {
        if (ownToken.isPresent() && holds(request, ownToken.get())) {
            return;
        }
        if (token.isPresent()) {
            if (!holds(request, token.get())) {
                throw new ApiError(
                        Status.UNAUTHORIZED_401,
                        "this is for operators, and the request has not their token",
                        "Send the header 'Authorization: Bearer TOKEN' with the token that the server was started with.");
            }
        } else if (!isLocal(request)) {
            throw new ApiError(
                    Status.FORBIDDEN_403,
                    "this is for operators, and the request does not come from the server's own machine",
                    "Ask from that machine and not through a browser or a proxy, or start the server with --admin-token.");
        }
    }

    private static boolean holds(ServerRequest request, String token) {
        String sent = request.headers().first(HeaderNames.AUTHORIZATION).orElse("");
        return MessageDigest.isEqual(
                sent.getBytes(StandardCharsets.UTF_8), ("Bearer " + token).getBytes(StandardCharsets.UTF_8));
    }

    private static boolean isLocal(ServerRequest request) {
        return isLoopback(request.remotePeer().address())
                && OTHERS.stream().noneMatch(header -> request.headers().contains(header));
    }

    private static boolean isLoopback(SocketAddress peer) {
        return peer instanceof InetSocketAddress address && address.getAddress().isLoopbackAddress();
    }
}
