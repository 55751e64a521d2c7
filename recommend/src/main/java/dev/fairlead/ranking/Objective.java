package dev.fairlead.ranking;

/** What a slate is ordered by. */
public enum Objective {
    /**
     * Expected margin in money: P(outcome) × price × margin. An unknown price counts as the list's median, an unknown
     * margin as 1, so that without margins this is expected GMV.
     */
    EXPECTED_MARGIN,
    /** Relevance alone: the mean of the ranker's and the classifier's shares of the list (see {@link RankingModel}). */
    RELEVANCE
}
