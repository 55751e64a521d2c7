package dev.fairlead.launch;

import dev.fairlead.experiment.assignment.Experiment;
import dev.fairlead.experiment.assignment.Namespace;
import dev.fairlead.experiment.assignment.Overlap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Launches that run at the same time on the same units. */
public final class LaunchOverlap {
    private LaunchOverlap() {}

    /**
     * Another launch that runs.
     *
     * @param share of all units that have an arm in both, at their coverages of now and without their conditions
     */
    public record Other(String launch, double share) {}

    /** Those that share units with a launch that runs. */
    static List<Other> others(Launch launch, Launches launches) {
        return launch.status() != Launch.Status.RUNNING
                ? List.of()
                : launches.all().stream()
                        .filter(other -> runsBeside(launch, other))
                        .flatMap(other -> Overlap.share(launch.experiment(), other.experiment())
                                .map(share -> new Other(other.name(), share))
                                .stream())
                        .filter(other -> other.share > 0)
                        .toList();
    }

    private static boolean runsBeside(Launch launch, Launch other) {
        return other.status() == Launch.Status.RUNNING && !other.name().equals(launch.name());
    }

    /**
     * Why a launch must not run beside those that do: one that takes a part of a namespace means to share no unit with those that
     * take another, and two that say what answers an app's queries must not both say it of one unit. At full coverage, which both
     * may reach.
     */
    static Optional<String> refusal(Launch launch, Launches launches) {
        List<Launch> beside = launches.all().stream()
                .filter(other -> runsBeside(launch, other))
                .toList();
        return beside.stream()
                .filter(other -> Overlap.inNamespace(launch.experiment(), other.experiment()))
                .findFirst()
                .map(other -> sentence(launch.experiment(), other.experiment()))
                .or(() -> beside.stream()
                        .filter(other -> contradicts(launch, other))
                        .findFirst()
                        .map(LaunchOverlap::contradiction));
    }

    /** Whether both may say what answers one query: both name releases for arms of one app, and may share units. */
    private static boolean contradicts(Launch launch, Launch other) {
        return launch.app().equals(other.app())
                && namesReleases(launch)
                && namesReleases(other)
                && Overlap.share(
                                        launch.experiment().withCoverage(1),
                                        other.experiment().withCoverage(1))
                                .orElse(1.0)
                        > 0;
    }

    private static boolean namesReleases(Launch launch) {
        return launch.definition().arms().values().stream().anyMatch(policy -> !(policy instanceof ArmPolicy.Promoted));
    }

    private static String contradiction(Launch other) {
        return "namespace: launch \"" + other.name() + "\" runs on the app \"" + other.app()
                + "\" and says what answers, as this one does, and units would be in both; give each launch a part of one"
                + " namespace, so that no unit is in two, or stop the other first";
    }

    private static String sentence(Experiment launch, Experiment other) {
        Namespace theirs = other.namespace().orElseThrow();
        String space = "namespace: launch \"" + other.key() + "\" runs on the part " + theirs.start() + " to "
                + theirs.end() + " of the namespace \"" + theirs.name() + "\"";
        return Overlap.share(launch.withCoverage(1), other.withCoverage(1))
                .map(share -> space
                        + String.format(
                                Locale.ROOT,
                                ", which overlaps: at full coverage %.4g %% of all units would be in both; take a part that is"
                                        + " free, or another namespace",
                                100 * share))
                .orElse(space + " by " + other.unit() + ", from which one by " + launch.unit()
                        + " cannot be kept apart; take another namespace");
    }
}
