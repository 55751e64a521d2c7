package dev.fairlead.feed;

import java.util.List;

/**
 * The hand-written rule that answers when no model can: popularity × recency × price fit × evidence, from a feature row.
 *
 * <p>{@code (1 + popularity) × 2^(−age / half-life) × (1 + weight × share of the user's actions in the item's price
 * band) × (1 + weight × evidence)}. The evidence is Σ 10 / (10 + place) over what is met together with, after, and in sessions like what the user met, place 0 the
 * candidate with the highest score; one with none adds nothing. What is not known changes nothing (a factor of 1), so it works from the first event on: without any, the
 * caller's order stays.
 */
final class Heuristic {
    /**
     * @param recencyHalfLifeDays in days
     * @param price weight of the price fit, 0 for none
     * @param evidence weight of the evidence, 0 for none
     */
    record Weights(double recencyHalfLifeDays, double price, double evidence) {}

    private static final List<String> EVIDENCE = List.of("evidence_together", "evidence_next", "evidence_session");
    private static final double OFFSET = 10; // places

    private final Weights weights;
    private final int width;
    private final int popularity;
    private final int age;
    private final int priceBand;
    private final int[] evidence; // columns of the scores; that of the share of better ones is the next

    /** @param features names of the columns */
    Heuristic(Weights weights, List<String> features) {
        this.weights = weights;
        this.width = features.size();
        this.popularity = features.indexOf("item_popularity");
        this.age = features.indexOf("item_age_days");
        this.priceBand = features.indexOf("user_price_band_share");
        this.evidence = EVIDENCE.stream()
                .mapToInt(features::indexOf)
                .filter(column -> column >= 0)
                .toArray();
    }

    /** One score per row, higher is better. */
    double[] score(float[] rows) {
        double[] scores = new double[rows.length / width];
        for (int i = 0; i < scores.length; i++) {
            float ageDays = rows[i * width + age];
            float share = rows[i * width + priceBand];
            double recency = Float.isNaN(ageDays) ? 1 : StrictMath.pow(2, -ageDays / weights.recencyHalfLifeDays);
            double fit = Float.isNaN(share) ? 1 : 1 + weights.price * share;
            scores[i] = (1 + rows[i * width + popularity])
                    * recency
                    * fit
                    * (1 + weights.evidence * evidence(rows, i, scores.length));
        }
        return scores;
    }

    private double evidence(float[] rows, int i, int candidates) {
        double sum = 0;
        for (int column : evidence) {
            if (rows[i * width + column] > 0) {
                sum += OFFSET / (OFFSET + rows[i * width + column + 1] * candidates);
            }
        }
        return sum;
    }
}
