package dev.fairlead.experiment.bandit;

import dev.fairlead.experiment.distribution.Beta;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Beta posteriors of arms that succeed or fail, all from the same prior. */
public final class BernoulliArms {
    private final List<Beta> posteriors;

    /**
     * @param arms at least 1
     * @param prior such as Beta(1, 1), the uniform one
     */
    public BernoulliArms(int arms, Beta prior) {
        Check.that(arms > 0, "there must be at least one arm, not " + arms);
        posteriors = new ArrayList<>(Collections.nCopies(arms, prior));
    }

    /** Learns from one trial of an arm. */
    public void accept(int arm, boolean success) {
        Check.that(
                arm >= 0 && arm < posteriors.size(),
                "there is no arm " + arm + ", only 0 to " + (posteriors.size() - 1));
        Beta before = posteriors.get(arm);
        posteriors.set(arm, new Beta(before.a() + (success ? 1 : 0), before.b() + (success ? 0 : 1)));
    }

    /** What is known of the arms now. */
    public List<Beta> posteriors() {
        return List.copyOf(posteriors);
    }
}
