package dev.fairlead.feed;

import dev.fairlead.ranking.Scores;

/**
 * How candidates are scored.
 *
 * @param model hash of the release that scored; empty when the heuristic did
 * @param fallback why the model did not although it should; empty otherwise
 */
record Scored(String model, String fallback, Scores scores) {}
