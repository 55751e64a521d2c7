package dev.fairlead.privacy;

import dev.fairlead.events.ErasedPerson;
import java.util.List;
import java.util.Set;

/**
 * Erasures that were asked for and not finished, with the person's id, which is forgotten when they are; and the reports of the finished ones. Safe
 * for many threads.
 */
public interface ErasureStore {
    /**
     * An erasure that is not finished.
     *
     * @param event id of its event
     * @param person id of the person
     * @param sweeping whether a snapshot without the person is written and the log is being rewritten
     */
    record Pending(String event, String person, boolean sweeping) {}

    List<Pending> pending();

    /** Notes or changes one that is not finished. @throws LogException when the storage refuses */
    void put(Pending pending);

    /** Deletes what else the store keeps of the person: refused events, and what the quarantine says. */
    Forgotten forget(ErasedPerson person);

    /**
     * What was deleted.
     *
     * @param deadLetters refused events that named the person
     * @param quarantined events of the quarantine whose id and cause are blank now
     */
    record Forgotten(long deadLetters, long quarantined) {}

    /** The erasure, whether it was noted before or not, is finished, and nothing is kept of it but its report, as it is written. */
    void finish(String event, byte[] report);

    /** Events whose erasures are finished. */
    Set<String> finished();

    /** The reports of finished erasures, as they were written, in the order of their events' ids. */
    List<byte[]> reports();
}
