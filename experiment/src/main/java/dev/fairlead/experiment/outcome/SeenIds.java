package dev.fairlead.experiment.outcome;

import dev.fairlead.experiment.json.Sha256;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** The ids of events that counted, as 64 bits each, and as many of what the event says: about 80 bytes an event. */
final class SeenIds {
    private final Map<Long, Long> contents = new HashMap<>();

    /**
     * Whether the event comes for the first time.
     *
     * @throws IllegalArgumentException if another has its id
     */
    boolean first(String id, String content) {
        Long known = contents.putIfAbsent(hash(id), hash(content));
        if (known != null && known != hash(content)) {
            throw new IllegalArgumentException("two different events have the id \"" + id + "\", the later one being "
                    + content + "; an id must name one event");
        }
        return known == null;
    }

    private static long hash(String text) {
        byte[] hash = Sha256.digest().digest(text.getBytes(StandardCharsets.UTF_8));
        return ByteBuffer.wrap(hash).getLong();
    }
}
