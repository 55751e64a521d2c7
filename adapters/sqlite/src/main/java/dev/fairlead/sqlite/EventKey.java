package dev.fairlead.sqlite;

import dev.fairlead.experiment.json.Sha256;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/**
 * Gives each event id its 64-bit key in the log's index. Two ids may share a key: the second then takes the key of probe 1,
 * and so on, as in a hash table with open addressing. Events are never deleted, so that an id is in the log exactly if it
 * is found before the first key that is free.
 */
interface EventKey {
    /** @param probe 0, 1, 2, … */
    long of(String id, int probe);

    /**
     * The first 64 bits of SHA-256. Two of a thousand million ids share one with probability .03; whoever makes ids collide
     * on purpose wins nothing but a second look-up.
     */
    EventKey SHA_256 = (id, probe) -> {
        MessageDigest digest = Sha256.digest();
        digest.update((byte) probe);
        return ByteBuffer.wrap(digest.digest(id.getBytes(StandardCharsets.UTF_8)))
                .getLong();
    };
}
