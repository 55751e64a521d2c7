package dev.fairlead.experiment.assignment;

import java.util.Arrays;
import java.util.List;

/**
 * Which places go to which variation. Each variation's range begins where its full share would begin and covers a part of it,
 * so raising the coverage adds units and moves none.
 */
public final class BucketRanges {
    private final Range[] ranges;

    /** @param ranges of places, one for each variation */
    public BucketRanges(List<Range> ranges) {
        this.ranges = ranges.toArray(Range[]::new);
    }

    /**
     * GrowthBook's ranges: a coverage outside 0 to 1 becomes 0 or 1, and weights that are not one for each variation or do not
     * sum to 0.99 to 1.01 become equal ones.
     *
     * @param variations how many
     * @param coverage share of each variation's places that are taken
     * @param weights share of each variation
     */
    public static BucketRanges of(int variations, double coverage, double... weights) {
        double covered = Math.clamp(coverage, 0, 1);
        double sum = Arrays.stream(weights).sum();
        boolean usable = weights.length == variations && sum >= 0.99 && sum <= 1.01;
        double[] shares = usable ? weights : equalWeights(variations);
        var ranges = new Range[shares.length];
        double start = 0;
        for (int i = 0; i < shares.length; i++) {
            ranges[i] = new Range(start, start + covered * shares[i]);
            start += shares[i];
        }
        return new BucketRanges(List.of(ranges));
    }

    /** Weights of 1 / n; none for n below 1. */
    static double[] equalWeights(int n) {
        var weights = new double[Math.max(n, 0)];
        Arrays.fill(weights, 1.0 / n);
        return weights;
    }

    /** The first variation whose range has the place, or −1. */
    public int choose(double place) {
        for (int i = 0; i < ranges.length; i++) {
            if (ranges[i].contains(place)) {
                return i;
            }
        }
        return -1;
    }

    /** One range for each variation. */
    public List<Range> ranges() {
        return List.of(ranges);
    }
}
