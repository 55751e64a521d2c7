package dev.fairlead.feed;

import dev.fairlead.decide.Decision;
import dev.fairlead.policy.ExposureHistory;
import dev.fairlead.policy.Pool;
import dev.fairlead.policy.Slate;
import dev.fairlead.policy.SlatePolicy;
import java.util.Optional;

/**
 * What a decision carries for later ones: what it adds to the slates of its arm.
 *
 * @param slots of the slate
 * @param given those that went to new sellers
 * @param owed slots that new sellers should have had by the decision's own share for them
 * @param cost value that the share of new sellers cost
 */
record ShownSlate(int slots, int given, double owed, double cost) {
    private static final int NUMBERS = 4;

    static ShownSlate of(SlatePolicy policy, Pool pool, Slate slate) {
        int given = 0;
        for (int candidate : slate.candidates()) {
            given += pool.newSeller()[candidate] ? 1 : 0;
        }
        return new ShownSlate(slate.size(), given, policy.owed(slate), slate.exposureCost());
    }

    /** What a logged decision carries; empty for one that no rules made. @throws IllegalArgumentException if it is something else */
    static Optional<ShownSlate> of(Decision decision) {
        double[] carried = decision.carried();
        if (carried.length == 0) {
            return Optional.empty();
        }
        if (carried.length != NUMBERS) {
            throw new IllegalArgumentException("decision '" + decision.id() + "' carries " + carried.length
                    + " numbers, and those of the feed carry " + NUMBERS);
        }
        return Optional.of(new ShownSlate((int) carried[0], (int) carried[1], carried[2], carried[3]));
    }

    double[] carried() {
        return new double[] {slots, given, owed, cost};
    }

    void count(ExposureHistory history) {
        history.record(slots, given, owed, cost);
    }
}
