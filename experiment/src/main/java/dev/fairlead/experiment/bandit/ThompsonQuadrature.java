package dev.fairlead.experiment.bandit;

import dev.fairlead.experiment.distribution.Beta;
import java.util.List;
import java.util.stream.DoubleStream;

/**
 * Integrates the order of independent beta draws on the scale of log odds, over panels that are halved until every arm's
 * density is a polynomial there. Panels go from right to left, so that what is above a point is known when it is reached.
 */
final class ThompsonQuadrature {
    private static final double PRECISION = 1e-12;
    private static final int DEEPEST = 40;
    /** Where panels may not straddle an arm's density, in its standard deviations around its mode. */
    private static final double[] AROUND = {-9, -3, -1, 0, 1, 3, 9};

    private final List<LogOdds> arms;
    private final int slots;
    /** P(draw of an arm is above the panels that are done). */
    private final double[] above;

    private final double[][] sums;

    ThompsonQuadrature(List<Beta> posteriors, int slots) {
        arms = posteriors.stream().map(LogOdds::of).toList();
        this.slots = slots;
        above = new double[arms.size()];
        sums = new double[slots][arms.size()];
    }

    /** By slot, then by arm. */
    double[][] probabilities() {
        double[] ends = ends();
        for (int i = ends.length - 1; i > 0; i--) {
            integrate(ends[i - 1], ends[i], densities(ends[i - 1], ends[i]), 0);
        }
        for (double[] slot : sums) {
            double sum = DoubleStream.of(slot).sum();
            for (int arm = 0; arm < slot.length; arm++) {
                slot[arm] /= sum;
            }
        }
        return sums;
    }

    /** Where panels end, rising: from where as many arms as there are slots surely are above, to where no arm is. */
    private double[] ends() {
        double low = arms.stream()
                .mapToDouble(arm -> -arm.end(-1))
                .sorted()
                .map(end -> -end)
                .skip(slots - 1)
                .findFirst()
                .orElseThrow();
        double high = arms.stream().mapToDouble(arm -> arm.end(1)).max().orElseThrow();
        double closest = arms.stream().mapToDouble(LogOdds::scale).min().orElseThrow() / 2;
        double[] candidates = arms.stream()
                .flatMapToDouble(arm -> DoubleStream.of(AROUND).map(k -> arm.mode() + k * arm.scale()))
                .filter(end -> end > low + closest && end < high - closest)
                .sorted()
                .toArray();
        var ends = DoubleStream.builder();
        ends.add(low);
        double last = low;
        for (double end : candidates) {
            if (end - last >= closest) {
                ends.add(end);
                last = end;
            }
        }
        return ends.add(high).build().toArray();
    }

    private double[][] densities(double from, double to) {
        var densities = new double[arms.size()][Chebyshev.POINTS];
        for (int arm = 0; arm < densities.length; arm++) {
            for (int i = 0; i < Chebyshev.POINTS; i++) {
                double u = (from + to) / 2 + Chebyshev.X[i] * (to - from) / 2;
                densities[arm][i] = arms.get(arm).density(u);
            }
        }
        return densities;
    }

    private void integrate(double from, double to, double[][] densities, int depth) {
        double middle = (from + to) / 2;
        double[][] left = densities(from, middle);
        double[][] right = densities(middle, to);
        boolean smooth = true;
        for (int arm = 0; arm < densities.length; arm++) {
            double halves = (sum(Chebyshev.WHOLE, left[arm]) + sum(Chebyshev.WHOLE, right[arm])) / 2;
            double whole = sum(Chebyshev.WHOLE, densities[arm]);
            smooth &= Math.abs(whole - halves) * (to - from) / 2 < PRECISION;
        }
        if (smooth || depth == DEEPEST) {
            add(right, (to - middle) / 2);
            add(left, (middle - from) / 2);
        } else {
            integrate(middle, to, right, depth + 1);
            integrate(from, middle, left, depth + 1);
        }
    }

    private static double sum(double[] weights, double[] values) {
        double sum = 0;
        for (int i = 0; i < values.length; i++) {
            sum += weights[i] * values[i];
        }
        return sum;
    }

    private void add(double[][] densities, double halfWidth) {
        var up = new double[arms.size()];
        for (int i = 0; i < Chebyshev.POINTS; i++) {
            for (int arm = 0; arm < up.length; arm++) {
                up[arm] = Math.clamp(above[arm] + halfWidth * sum(Chebyshev.ABOVE[i], densities[arm]), 0, 1);
            }
            addPoint(i, densities, up, Chebyshev.WHOLE[i] * halfWidth);
        }
        for (int arm = 0; arm < up.length; arm++) {
            above[arm] += halfWidth * sum(Chebyshev.WHOLE, densities[arm]);
        }
    }

    /** Of each arm: its density here × the probability that exactly so many others are above. */
    private void addPoint(int point, double[][] densities, double[] up, double weight) {
        double[][] later = new double[up.length + 1][];
        later[up.length] = none();
        for (int arm = up.length - 1; arm >= 0; arm--) {
            later[arm] = with(later[arm + 1], up[arm]);
        }
        double[] earlier = none();
        for (int arm = 0; arm < up.length; arm++) {
            double density = weight * densities[arm][point];
            for (int slot = 0; slot < slots; slot++) {
                for (int k = 0; k <= slot; k++) {
                    sums[slot][arm] += density * earlier[k] * later[arm + 1][slot - k];
                }
            }
            earlier = with(earlier, up[arm]);
        }
    }

    /** P(0, 1, … are above) of no arms. */
    private double[] none() {
        var counts = new double[slots];
        counts[0] = 1;
        return counts;
    }

    /** P(0, 1, … are above) of one arm more. */
    private double[] with(double[] counts, double up) {
        var more = new double[slots];
        for (int k = 0; k < slots; k++) {
            more[k] = counts[k] * (1 - up) + (k > 0 ? counts[k - 1] * up : 0);
        }
        return more;
    }
}
