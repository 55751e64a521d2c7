package dev.fairlead.decide;

import dev.fairlead.events.Context;
import java.util.List;

/**
 * What a product asks for.
 *
 * @param user the user's id; a device or cookie id for somebody who is not signed in
 * @param session the session's id
 * @param n length of the slate, 1 to {@link #MAX_N}
 * @param candidates what to rank, in the caller's order, at most {@link #MAX_CANDIDATES}; empty means that the app's own
 *     sources find them
 */
public record DecisionRequest(String user, String session, Context context, int n, List<Candidate> candidates) {
    public static final int MAX_N = 1_000;
    public static final int MAX_CANDIDATES = 10_000;
}
