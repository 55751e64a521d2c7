package dev.fairlead.decide;

import dev.fairlead.log.Position;
import java.util.List;
import java.util.UUID;

/** What becomes of a query whose decider failed. */
@FunctionalInterface
public interface FailedDecisions<Q extends Query> {
    /** The last resort's answer as a decision, which says that there was an error. It does not fail. */
    Decision of(Q query, List<Choice> lastResort);

    /** Not in the log: their ids join to nothing, and say so. */
    static <Q extends Query> FailedDecisions<Q> unlogged(String app) {
        return (query, lastResort) -> decision("unlogged-" + UUID.randomUUID(), 0, app, List.of(), query, lastResort);
    }

    /** A decision that reads nothing. @param arms what launches gave the query's units */
    static Decision decision(
            String id, long time, String app, List<Assigned> arms, Query query, List<Choice> lastResort) {
        return new Decision(id, time, app, arms, "", "", ERROR, Position.START, query, lastResort);
    }

    /** The fallback of such decisions. */
    String ERROR = "error";
}
