package dev.fairlead.experiment.plan;

/**
 * A covariate from before entry: what a metric measures after it, in the days before.
 *
 * @param name of the covariate's column
 * @param metric whose measurement is taken; it is one of a single column
 * @param days the window goes from so many days before entry, included, to the entry, excluded; at least 1
 */
public record Before(String name, String metric, int days) {}
