package dev.fairlead.experiment.plan;

import java.time.Instant;
import java.util.List;

/**
 * A plan that may no longer change.
 *
 * @param hash SHA-256 of the plan's canonical JSON
 * @param lockedAt when
 */
public record LockedPlan(Plan plan, String hash, Instant lockedAt) {
    /** @throws IllegalArgumentException if the plan does not have this hash */
    public LockedPlan {
        if (!plan.hash().equals(hash)) {
            throw new IllegalArgumentException("the plan was changed after it was locked: its hash is " + plan.hash()
                    + " and was " + hash + "; take the plan that was locked, or amend it");
        }
    }

    /** Locks a plan. */
    public static LockedPlan lock(Plan plan, Instant now) {
        return new LockedPlan(plan, plan.hash(), now);
    }

    /**
     * Holds a plan that someone hands in against this one.
     *
     * @throws IllegalArgumentException if they differ, with the first difference
     */
    public void verify(Plan other) {
        if (other.hash().equals(hash)) {
            return;
        }
        List<Difference> differences = Difference.between(plan.json(), other.json());
        throw new IllegalArgumentException("the plan was changed after it was locked at " + lockedAt + ": "
                + differences.size() + (differences.size() == 1 ? " value differs" : " values differ")
                + ", first difference at path " + differences.getFirst()
                + "; take the plan that was locked, or amend it with a reason");
    }
}
