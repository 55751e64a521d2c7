package dev.fairlead.decide;

import dev.fairlead.registry.Release;
import java.util.List;
import java.util.Optional;

/**
 * What serves one query.
 *
 * @param arms what launches gave the query's units
 * @param release which answers; empty for the app's last resort
 * @param fallback why the last resort answers although a release should; empty when it should, or when a release is there
 */
public record Served(List<Assigned> arms, Optional<Release> release, String fallback) {
    /** What is promoted serves. */
    public static Served promoted(List<Assigned> arms, Optional<Release> release) {
        return new Served(arms, release, release.isEmpty() ? "no release" : "");
    }

    /** An arm has a release of its own. */
    public static Served own(List<Assigned> arms, Optional<Release> release) {
        return new Served(arms, release, release.isEmpty() ? "no release of the arm" : "");
    }

    /** An arm is the last resort. */
    public static Served lastResort(List<Assigned> arms) {
        return new Served(arms, Optional.empty(), "");
    }

    /** Launches and arms, "LAUNCH/ARM" joined by spaces; empty outside of launches. */
    public String key() {
        return key(arms);
    }

    /** {@link #key()} of a decision's arms. */
    public static String key(List<Assigned> arms) {
        StringBuilder key = new StringBuilder();
        for (Assigned arm : arms) {
            key.append(key.isEmpty() ? "" : " ")
                    .append(arm.launch())
                    .append('/')
                    .append(arm.arm());
        }
        return key.toString();
    }
}
