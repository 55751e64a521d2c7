package dev.fairlead.experiment.analysis;

/**
 * What stands for a covariate that is missing.
 *
 * @param value the mean of those that are not
 * @param missing rows without it
 */
public record Imputation(double value, long missing) {}
