package dev.fairlead.experiment.plan;

import java.util.List;
import java.util.Optional;

/**
 * Who is in, and where they are put.
 *
 * @param cluster column of the clusters in which units are correlated; needed where clusters are the units
 */
public record Population(Unit unit, Optional<String> cluster, List<Arm> arms) {
    public Population {
        arms = List.copyOf(arms);
    }
}
