package dev.fairlead.experiment.offpolicy;

/**
 * An importance weight and what it multiplies.
 *
 * @param value at least 0, 1 on average
 * @param reward what it multiplies
 * @param propensity of the logging policy, whose smallness makes it large
 */
public record Weight(double value, double reward, double propensity) {}
