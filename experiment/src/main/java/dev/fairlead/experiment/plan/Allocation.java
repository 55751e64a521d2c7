package dev.fairlead.experiment.plan;

import java.time.LocalDate;
import java.util.List;

/**
 * Other weights of the arms from some day on, as when a launch starts with few units in the treatment. Who enters before the
 * first of a plan's allocations has the weights of its arms. Units are compared within times of constant weights only:
 * over all times together, arms of other shares differ by when their units entered (Simpson's paradox; Crook et al., KDD 2009).
 *
 * @param from the first day of entry that has these weights
 * @param weights one per arm in the plan's order, above 0, relative to each other
 */
public record Allocation(LocalDate from, List<Double> weights) {
    public Allocation {
        weights = List.copyOf(weights);
    }
}
