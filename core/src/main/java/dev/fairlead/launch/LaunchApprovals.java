package dev.fairlead.launch;

import dev.fairlead.experiment.plan.RampStep;
import dev.fairlead.experiment.plan.Watch;
import java.util.List;
import java.util.Optional;

/** Who must agree that the step of a launch ends, and who does. */
record LaunchApprovals(Launch launch) {
    private RampStep step() {
        List<RampStep> ramp = launch.history().plan().ramp();
        return ramp.get(LaunchProgress.step(ramp, launch.coverage()));
    }

    int needed() {
        return launch.inShadow()
                ? launch.history()
                        .plan()
                        .watch()
                        .flatMap(Watch::shadow)
                        .map(Watch.Shadow::approvals)
                        .orElse(0)
                : step().approvals();
    }

    int given() {
        return launch.progress().approvals().size();
    }

    /** Why the step must not end yet; empty when it may. */
    Optional<String> missing() {
        return given() >= needed()
                ? Optional.empty()
                : Optional.of("the step of launch \"" + launch.name() + "\" needs the approval of " + needed()
                        + " owners to end, and has " + given() + "; the owners are "
                        + String.join(", ", launch.history().plan().owners()));
    }

    /** Why someone's approval does not count; empty when it does. */
    Optional<String> refusal(String by) {
        LaunchProgress progress = launch.progress();
        List<String> owners = launch.history().plan().owners();
        if (!owners.contains(by)) {
            return Optional.of("\"" + by + "\" is no owner of launch \"" + launch.name() + "\"; the owners are "
                    + String.join(", ", owners));
        }
        if (needed() == 0) {
            return Optional.of("the step of launch \"" + launch.name() + "\" needs no approval");
        }
        if (needed() >= 2 && progress.starter().equals(by)) {
            return Optional.of("\"" + by + "\" started launch \"" + launch.name()
                    + "\", and where two must agree nobody approves their own launch");
        }
        return progress.approvals().contains(by)
                ? Optional.of("\"" + by + "\" has approved this step already")
                : Optional.empty();
    }
}
