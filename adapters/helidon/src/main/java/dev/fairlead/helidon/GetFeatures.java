package dev.fairlead.helidon;

import dev.fairlead.experiment.json.Sha256;
import dev.fairlead.launch.Launches;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Status;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The running launches as GrowthBook's features, by which any of its SDKs assigns as Fairlead does. Its entity tag is a hash
 * of the content, so a client that has it gets 304 until a launch changes. Pages of any site may read it.
 */
final class GetFeatures implements Handler {
    private final Launches launches;

    GetFeatures(Launches launches) {
        this.launches = launches;
    }

    @Override
    public void handle(ServerRequest request, ServerResponse response) {
        byte[] content = launches.payload().canonical().getBytes(StandardCharsets.UTF_8);
        String tag = tag(content);
        response.header(HeaderNames.ETAG, tag);
        response.header(HeaderNames.CACHE_CONTROL, "no-cache");
        response.header(HeaderNames.ACCESS_CONTROL_ALLOW_ORIGIN, "*");
        if (matches(request.headers().first(HeaderNames.IF_NONE_MATCH).orElse(""), tag)) {
            response.status(Status.NOT_MODIFIED_304);
            response.send();
        } else {
            response.header(HeaderValues.CONTENT_TYPE_JSON);
            response.send(content);
        }
    }

    private static String tag(byte[] content) {
        return '"' + Sha256.of(content).substring(0, 32) + '"';
    }

    /** The weak comparison of RFC 9110, 13.1.2: one of the tags, or any. */
    private static boolean matches(String ifNoneMatch, String tag) {
        return Arrays.stream(ifNoneMatch.split(","))
                .map(String::strip)
                .anyMatch(one -> one.equals("*") || one.equals(tag) || one.equals("W/" + tag));
    }
}
