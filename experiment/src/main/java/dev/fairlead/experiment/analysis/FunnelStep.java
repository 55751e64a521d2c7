package dev.fairlead.experiment.analysis;

import java.util.List;

/**
 * The share of each arm that reaches a proportion, not adjusted.
 *
 * @param shares in the order of the plan's arms
 */
public record FunnelStep(String metric, List<Double> shares) {
    public FunnelStep {
        shares = List.copyOf(shares);
    }
}
