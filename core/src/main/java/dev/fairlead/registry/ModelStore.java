package dev.fairlead.registry;

import java.util.List;
import java.util.Optional;

/** Immutable bytes by their SHA-256: what was put is what is got, or an error. */
public interface ModelStore {
    /**
     * Stores {@code content}; storing the same bytes again changes nothing.
     *
     * @param created when, in milliseconds since 1970; kept beside the content, not part of it
     * @return SHA-256 of the content, 64 lower-case hexadecimal digits
     */
    String put(byte[] content, long created);

    /**
     * The content with this hash.
     *
     * @throws DamagedModelException if the stored bytes no longer have this hash
     */
    Optional<byte[]> get(String hash);

    /** Everything stored, oldest first. */
    List<Entry> list();

    /** @param created in milliseconds since 1970 */
    record Entry(String hash, long created, long bytes) {}
}
