package dev.fairlead.ranking;

/**
 * What a model says of the candidates of one list; arrays are parallel.
 *
 * @param ranker raw score of the LambdaMART ranker
 * @param probability calibrated probability of the outcome, 0 to 1
 * @param value what the list is ordered by, highest first
 */
public record Scores(double[] ranker, double[] probability, double[] value) {}
