package dev.fairlead.experiment.plan;

/**
 * One of the things compared.
 *
 * @param weight share of the units, above 0, relative to the other arms' weights
 * @param units planned to be assigned to it, at least 1, in proportion to the weights
 * @param control whether the others are compared with it; true of exactly one arm
 */
public record Arm(String name, double weight, long units, boolean control) {}
