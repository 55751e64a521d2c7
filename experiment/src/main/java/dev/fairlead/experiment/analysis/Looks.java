package dev.fairlead.experiment.analysis;

import dev.fairlead.experiment.plan.Monitoring;
import java.util.List;

/**
 * The looks so far.
 *
 * @param before shares of the planned units at earlier looks, rising, below this one's
 * @param share of the planned units at this look, above 0; 1 from where no look follows
 */
record Looks(List<Double> before, double share) {
    Looks {
        before = List.copyOf(before);
    }

    /** Earlier looks at their planned shares; this one where it is. */
    static Looks planned(Monitoring monitoring, double share) {
        double now = last(share);
        return monitoring instanceof Monitoring.GroupSequential group
                ? new Looks(
                        group.looks().stream()
                                .filter(look -> look < now - Monitoring.TOLERANCE)
                                .toList(),
                        now)
                : new Looks(List.of(), now);
    }

    /** Looks as they were, this one last. */
    static Looks taken(List<Double> shares) {
        for (int i = 0; i < shares.size(); i++) {
            double before = i == 0 ? 0 : shares.get(i - 1);
            if (!(shares.get(i) > before && Double.isFinite(shares.get(i)))) {
                throw new IllegalArgumentException(
                        "looks are rising shares of the planned units above 0, such as 0.5, 1, not " + shares);
            }
        }
        List<Double> before = shares.subList(0, shares.size() - 1);
        if (!before.isEmpty() && before.getLast() >= 1 - Monitoring.TOLERANCE) {
            throw new IllegalArgumentException(
                    "no look follows the one at which all planned units are in, " + before.getLast());
        }
        return new Looks(before, last(shares.getLast()));
    }

    private static double last(double share) {
        return share >= 1 - Monitoring.TOLERANCE ? 1 : share;
    }
}
