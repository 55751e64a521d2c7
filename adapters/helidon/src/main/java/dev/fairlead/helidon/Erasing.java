package dev.fairlead.helidon;

import dev.fairlead.privacy.ErasureReport;
import java.util.List;

/** Erases persons, and says what was done. */
public interface Erasing {
    /**
     * Erases a person from everything up to now. It takes as long as two readings of the log.
     *
     * @throws IllegalArgumentException if no person can have the id
     * @throws dev.fairlead.errors.UserException if states are being replayed, which read the log as it is
     */
    ErasureReport erase(String person);

    /** What finished erasures did. */
    List<ErasureReport> reports();

    /** Notes that files with the log so far were exported. */
    void exported(List<String> files);
}
