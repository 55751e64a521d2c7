package dev.fairlead.decide;

import java.util.List;

/** Decides one app's queries. It always answers; {@link Decision#fallback} says when with less than the full policy. */
public interface Decider<Q extends Query> {
    Decision decide(Q query);

    /** What is answered when {@link #decide} itself is broken: it reads no state, and does not fail. */
    List<Choice> lastResort(Q query);
}
