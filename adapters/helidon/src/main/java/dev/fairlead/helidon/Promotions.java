package dev.fairlead.helidon;

import java.util.List;

/** Which release serves which app, and the way to change that. */
public interface Promotions {
    /** @param release its hash; empty when the app's last resort serves */
    record Promoted(String app, String release) {}

    /** What was promoted for each app. */
    List<Promoted> serving();

    /** Why a release that should serve does not; empty when all do. */
    String problem();

    /**
     * Lets a release serve from now on.
     *
     * @param release its hash or first digits; empty for the app's last resort
     * @param reason why, for the log
     * @throws IllegalArgumentException if there is no such app or release, or the release cannot serve the app
     */
    Promoted promote(String app, String release, String reason);
}
