package dev.fairlead.launch;

import dev.fairlead.experiment.plan.Entry;
import dev.fairlead.experiment.plan.PlanHistory;
import dev.fairlead.experiment.plan.RampStep;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * How far the ramp of a launch is.
 *
 * @param starter who started it
 * @param last what was done last
 * @param since when the step began
 * @param approvals owners who agree that the step ends
 * @param paused whether the ramp waits for somebody to resume it
 */
public record LaunchProgress(String starter, Entry.Decided last, Instant since, Set<String> approvals, boolean paused) {
    static LaunchProgress of(PlanHistory history) {
        String starter = "";
        Instant since = Instant.MIN;
        boolean paused = false;
        Set<String> approvals = new LinkedHashSet<>();
        Entry.Decided last = new Entry.Decided(since, "", Entry.Action.STOPPED, "");
        for (Entry entry : history.entries()) {
            if (!(entry instanceof Entry.Decided decided)) {
                continue;
            }
            last = decided;
            switch (decided.action()) {
                case STARTED, RAMPED -> {
                    starter = starter.isEmpty() ? decided.by() : starter;
                    since = decided.at();
                    approvals.clear();
                }
                case APPROVED -> approvals.add(decided.by());
                case PAUSED -> paused = true;
                case RESUMED -> paused = false;
                case STOPPED, SHIPPED, ROLLED_BACK, EXCLUDED -> {}
            }
        }
        return new LaunchProgress(starter, last, since, Set.copyOf(approvals), paused);
    }

    /** Which step of a ramp has this coverage, from 0: the last that has at most that. */
    static int step(List<RampStep> ramp, double coverage) {
        int step = 0;
        for (int i = 1; i < ramp.size() && ramp.get(i).coverage() <= coverage; i++) {
            step = i;
        }
        return step;
    }
}
