package dev.fairlead.calibration;

import static dev.fairlead.calibration.Claim.contains;

import dev.fairlead.experiment.Estimate;
import dev.fairlead.experiment.inference.ClusterCorrection;
import java.util.List;
import java.util.function.Function;

/** Intervals of differences of means of rows in clusters. */
final class ClusterIntervals {
    private static final double EFFECT = 0.5;
    private static final String FEW = "not for few clusters: read CR2";

    private ClusterIntervals() {}

    static List<Study<?>> studies() {
        return List.of(many(), few());
    }

    private static Claim<ClusterTests.Read> covers(String name, Function<ClusterTests.Read, Estimate> estimate) {
        return Claim.covers(name, read -> contains(estimate.apply(read), EFFECT));
    }

    private static Claim<ClusterTests.Read> covers(ClusterCorrection correction) {
        return covers("clusters, " + correction, read -> read.estimate(correction));
    }

    private static Claim<ClusterTests.Read> delta() {
        return covers("clusters, delta method", ClusterTests.Read::delta);
    }

    private static Study<?> many() {
        return Study.of(
                "100 clusters per arm, effect 0.5",
                random -> new ClusterTests.Clustered(100, EFFECT).grown(random).read(),
                delta(),
                covers(ClusterCorrection.CR0),
                covers(ClusterCorrection.CR1),
                covers(ClusterCorrection.CR1S),
                covers(ClusterCorrection.CR2),
                covers("Welch on rows", read -> read.rows().difference())
                        .limited(0.5, "rows of a cluster are not independent"));
    }

    private static Study<?> few() {
        return Study.of(
                "5 clusters per arm, effect 0.5",
                random -> new ClusterTests.Clustered(5, EFFECT).grown(random).read(),
                delta().limited(0.9, FEW),
                covers(ClusterCorrection.CR0).limited(0.8, FEW),
                covers(ClusterCorrection.CR1).limited(0.85, FEW),
                covers(ClusterCorrection.CR1S).limited(0.85, FEW),
                covers(ClusterCorrection.CR2));
    }
}
