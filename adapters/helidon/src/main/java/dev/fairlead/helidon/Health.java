package dev.fairlead.helidon;

/**
 * How the process fares.
 *
 * @param ready whether it should get traffic
 * @param detail why it is not ready; empty when it is
 * @param model content hash of the model that serves; empty when the heuristic does
 * @param logEnd offset of the last durable event
 * @param applied offset up to which the feature state has applied the log
 * @param deadLetters refused events that wait to be mended
 */
public record Health(boolean ready, String detail, String model, long logEnd, long applied, long deadLetters) {
    /** Durable events that decisions do not see yet. */
    public long lag() {
        return Math.max(0, logEnd - applied);
    }
}
