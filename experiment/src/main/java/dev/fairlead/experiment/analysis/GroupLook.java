package dev.fairlead.experiment.analysis;

import dev.fairlead.experiment.Estimate;
import dev.fairlead.experiment.distribution.Normal;
import dev.fairlead.experiment.distribution.StudentT;
import dev.fairlead.experiment.plan.Boundary;
import dev.fairlead.experiment.plan.Monitoring;
import dev.fairlead.experiment.sequential.Boundaries;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Read at one of several looks: the repeated confidence interval and p-value of Jennison and Turnbull (2000, chapter 9).
 * With few units, Student's t takes the boundary's nominal level (their section 3.8).
 */
final class GroupLook implements Monitor {
    private static final double LEAST = 1e-14;
    private static final double MOST = 0.9999;

    private final Boundary boundary;
    private final List<Double> information;
    private final int now;
    /** By alpha: the same few are asked for again and again. */
    private final Map<Double, Boundaries> known = new HashMap<>();

    private GroupLook(Boundary boundary, List<Double> information, int now) {
        this.boundary = boundary;
        this.information = information;
        this.now = now;
    }

    static GroupLook of(Monitoring.GroupSequential group, Looks looks) {
        var information = new ArrayList<>(looks.before());
        information.add(looks.share());
        int now = information.size() - 1;
        if (looks.share() < 1) {
            group.looks().stream()
                    .filter(share -> share > looks.share() + Monitoring.TOLERANCE)
                    .forEach(information::add);
            if (information.getLast() < 1) {
                information.add(1.0);
            }
        }
        return new GroupLook(group.boundary(), List.copyOf(information), now);
    }

    private Boundaries boundaries(double alpha) {
        return known.computeIfAbsent(
                alpha,
                level -> boundary.at(
                        level, information.stream().mapToDouble(share -> share).toArray(), true));
    }

    @Override
    public double critical(double alpha, Measure measure) {
        double z = boundaries(alpha).upper()[now];
        double df = measure.difference().df();
        return Double.isInfinite(z) || Double.isInfinite(df) ? z : -new StudentT(df).quantile(Normal.upper(z));
    }

    /** The least alpha at which the boundary is crossed now, from {@value #LEAST} on. */
    @Override
    public double p(Measure measure) {
        double z = statistic(measure.difference());
        return boundary instanceof Boundary.AlphaSpending ? spent(z) : scaled(z);
    }

    private static double statistic(Estimate difference) {
        return Double.isInfinite(difference.df())
                ? Math.abs(difference.statistic(0))
                : -Normal.quantile(Math.max(Double.MIN_NORMAL, difference.p(0) / 2));
    }

    /** By bisection and the secant in ln α (Illinois; Dowell and Jarratt 1971). */
    private double spent(double z) {
        double low = Math.log(LEAST);
        double high = Math.log(MOST);
        double above = excess(low, z);
        double below = excess(high, z);
        if (above <= 0) {
            return LEAST;
        }
        if (below >= 0) {
            return 1;
        }
        while (high - low > 1e-9) {
            double next = Double.isInfinite(above) || high - low > 2
                    ? (low + high) / 2
                    : (low * below - high * above) / (below - above);
            double excess = excess(next, z);
            if (excess > 0) {
                low = next;
                above = excess;
                below /= 2;
            } else {
                high = next;
                below = excess;
                above /= 2;
            }
            if (excess == 0) {
                return Math.exp(next);
            }
        }
        return Math.exp(high);
    }

    private double excess(double logAlpha, double z) {
        return boundaries(Math.exp(logAlpha)).upper()[now] - z;
    }

    /** A boundary that is a multiple of a shape is crossed at the multiple that brings it to the statistic. */
    private double scaled(double z) {
        Boundaries any = boundaries(0.05);
        double scale = z / any.upper()[now];
        double[] upper = any.upper().clone();
        for (int i = 0; i < upper.length; i++) {
            upper[i] *= scale;
        }
        double[] rejected = new Boundaries(any.information(), upper, any.spent(), true).rejection(0);
        return Math.clamp(rejected[rejected.length - 1], 0, 1);
    }
}
