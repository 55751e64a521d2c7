package dev.fairlead.launch;

import dev.fairlead.experiment.plan.Watch;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Whether what releases decided in shadow lets the ramp begin. Too few is a wait, never a pass; a threshold that is passed takes the
 * launch back, before it has served anybody.
 *
 * @param arms whose releases decide in shadow
 */
record ShadowGate(Watch.Shadow asked, List<String> arms, ShadowTally tally) {
    /** What the shadow waits for; empty when it is over. */
    List<String> missing(LaunchProgress progress, Instant at) {
        List<String> missing = new ArrayList<>();
        arms.forEach(arm -> {
            long n = tally.decisions(arm);
            if (n < asked.minimumDecisions()) {
                missing.add("in shadow: " + n + " decisions of the " + asked.minimumDecisions() + " that arm \"" + arm
                        + "\" needs");
            }
        });
        if (Double.isNaN(tally.slowServed())) {
            missing.add("in shadow: how long the decisions take that answer is not known");
        }
        Duration past = Duration.between(progress.since(), at);
        if (past.compareTo(Duration.ofHours(asked.minimumHours())) < 0) {
            missing.add("in shadow: for " + Math.max(0, past.toMinutes()) + " minutes of the "
                    + 60L * asked.minimumHours() + " that it needs");
        }
        int given = progress.approvals().size();
        if (given < asked.approvals()) {
            missing.add("the shadow needs the approval of " + asked.approvals() + " owners to end, and has " + given);
        }
        return missing;
    }

    /** Why the launch is taken back, once there are decisions enough; empty when it is not. */
    Optional<String> refusal() {
        return arms.stream().flatMap(arm -> refusal(arm).stream()).findFirst();
    }

    private Optional<String> refusal(String arm) {
        if (tally.decisions(arm) < asked.minimumDecisions()) {
            return Optional.empty();
        }
        if (tally.fallbackShare(arm) > asked.maximumFallbacks()) {
            return Optional.of("in shadow " + tally.fallbackShare(arm) + " of the decisions of arm \"" + arm
                    + "\" were something less than the full policy, more than " + asked.maximumFallbacks());
        }
        double longer = tally.slow(arm) - tally.slowServed();
        return longer > asked.latencyMargin()
                ? Optional.of("in shadow 95 % of the decisions of arm \"" + arm + "\" took up to " + tally.slow(arm)
                        + " ms, " + longer + " ms more than what serves; the plan accepts " + asked.latencyMargin()
                        + " ms")
                : Optional.empty();
    }
}
