package dev.fairlead.experiment.plan;

import java.util.List;
import java.util.Optional;

/**
 * Who is in, and where they are put.
 *
 * @param allocation changes of the arms' weights, by rising days of entry; empty where they stay
 * @param cluster column of the clusters in which units are correlated; needed where clusters are the units
 */
public record Population(Unit unit, Optional<String> cluster, List<Arm> arms, List<Allocation> allocation) {
    public Population {
        arms = List.copyOf(arms);
        allocation = List.copyOf(allocation);
    }

    /** Of arms whose weights stay. */
    public Population(Unit unit, Optional<String> cluster, List<Arm> arms) {
        this(unit, cluster, arms, List.of());
    }

    /** The arm that others are compared with. */
    public Arm control() {
        return arms.stream().filter(Arm::control).findFirst().orElseThrow();
    }

    /** The other arms, in their order. */
    public List<Arm> treatments() {
        return arms.stream().filter(arm -> !arm.control()).toList();
    }
}
