package dev.fairlead.retrieval;

import java.util.List;

/**
 * What the user tower reads of a user and a request.
 *
 * @param user the user's id; empty when not known
 * @param history items touched, each once, most recent first; what is beyond {@link TowerShape#history} is not read
 * @param cohort and {@code market}: codes of {@link dev.fairlead.market.features.Users#code}, 0 when not known
 * @param device "mobile", "desktop", …; empty when not known
 */
public record UserFields(String user, List<PastInteraction> history, int cohort, int market, String device) {

    /** Somebody of whom only the history is known. */
    public static UserFields ofHistory(List<PastInteraction> history) {
        return new UserFields("", history, 0, 0, "");
    }
}
