package dev.fairlead.calibration;

import static dev.fairlead.calibration.Claim.CONFIDENCE;
import static dev.fairlead.calibration.Claim.covers;

import dev.fairlead.experiment.Estimate;
import dev.fairlead.experiment.distribution.Normal;
import dev.fairlead.experiment.inference.ArmEstimate;
import dev.fairlead.experiment.inference.Better;
import dev.fairlead.experiment.inference.Cap;
import dev.fairlead.experiment.inference.CoMoments;
import dev.fairlead.experiment.inference.Comparison;
import dev.fairlead.experiment.inference.Metric;
import dev.fairlead.experiment.inference.Moments;
import dev.fairlead.experiment.inference.NonInferiority;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.random.RandomGenerator;

/** Intervals of means, of their differences and lifts, and of ratios. */
final class MeanIntervals {
    private static final String TAILS = "not on heavy tails with few units: cap the metric, or wait";

    private MeanIntervals() {}

    static List<Study<?>> studies() {
        return List.of(
                normal(),
                revenue("revenue of 10 % buyers, lift 20 %, 200 units per arm", 200, 0.8),
                revenue("revenue of 10 % buyers, lift 20 %, 2000 units per arm", 2000, 0.9),
                capped(),
                ratio());
    }

    static Moments draw(RandomGenerator random, int units, ToDoubleFunction<RandomGenerator> unit) {
        var moments = new Moments();
        for (int i = 0; i < units; i++) {
            moments.accept(unit.applyAsDouble(random));
        }
        return moments;
    }

    private static Study<?> normal() {
        return Study.of(
                "normal values, 10 +- 4 and 12 +- 1, 15 and 60 units",
                random -> Comparison.of(
                        draw(random, 15, r -> 10 + 4 * r.nextGaussian()), draw(random, 60, r -> 12 + r.nextGaussian())),
                covers("mean, t", arms -> contains(arms.control(), 10)),
                covers("difference, Welch", arms -> Claim.contains(arms.difference(), 2)),
                covers(
                                "non-inferiority bound at 97.5 %",
                                (Comparison arms) -> new NonInferiority(arms.difference(), 1, Better.HIGHER)
                                        .bound(0.975)
                                        .contains(2))
                        .at(0.975),
                covers("lift, delta method", arms -> Claim.contains(arms.lift().estimate(), 0.2)),
                covers(
                        "lift, logarithm",
                        arms -> arms.lift().logInterval(CONFIDENCE).contains(0.2)),
                covers("lift, Fieller", arms -> arms.lift().fieller(CONFIDENCE).contains(0.2)));
    }

    private static boolean contains(ArmEstimate arm, double truth) {
        return Claim.contains(new Estimate(arm.value(), Math.sqrt(arm.variance()), arm.df()), truth);
    }

    private static Study<?> revenue(String world, int units, double worst) {
        Revenue more = Revenue.USUAL.times(1.2);
        return Study.of(
                world,
                random -> Comparison.of(draw(random, units, Revenue.USUAL::draw), draw(random, units, more::draw)),
                Claim.<Comparison>covers("mean, t", arms -> contains(arms.control(), Revenue.USUAL.mean()))
                        .limited(worst, TAILS),
                Claim.<Comparison>covers(
                                "difference, Welch",
                                arms -> Claim.contains(arms.difference(), more.mean() - Revenue.USUAL.mean()))
                        .safe("tails of both arms cancel"),
                Claim.<Comparison>covers(
                                "lift, delta method",
                                arms -> Claim.contains(arms.lift().estimate(), 0.2))
                        .limited(worst, TAILS),
                Claim.<Comparison>covers(
                                "lift, logarithm",
                                arms -> arms.lift().logInterval(CONFIDENCE).contains(0.2))
                        .limited(worst, TAILS),
                Claim.<Comparison>covers("lift, Fieller", MeanIntervals::fieller)
                        .safe("with few buyers control is hardly known, and the interval is wide"));
    }

    /** The whole line where control is not above 0, as with no buyers. */
    private static boolean fieller(Comparison arms) {
        double z = arms.control().value() / Math.sqrt(arms.control().variance());
        return !(z > 3) || arms.lift().fieller(CONFIDENCE).contains(0.2);
    }

    /** Truths are those of capped revenue. */
    private static Study<?> capped() {
        Cap cap = Cap.above(60);
        Revenue more = Revenue.USUAL.times(1.2);
        double control = capped(Revenue.USUAL, cap.high());
        double treatment = capped(more, cap.high());
        return Study.of(
                "revenue of 10 % buyers, capped at 60, 2000 units per arm",
                random -> Comparison.of(
                        draw(random, 2000, r -> cap.apply(Revenue.USUAL.draw(r))),
                        draw(random, 2000, r -> cap.apply(more.draw(r)))),
                covers("mean, t", arms -> contains(arms.control(), control)),
                covers("difference, Welch", arms -> Claim.contains(arms.difference(), treatment - control)),
                covers("lift, delta method", arms -> Claim.contains(arms.lift().estimate(), treatment / control - 1)));
    }

    /** The mean of min(revenue, cap): q (e^(μ + σ²/2) Φ(d − σ) + cap (1 − Φ(d))), with d = (ln cap − μ) / σ. */
    private static double capped(Revenue revenue, double cap) {
        double d = (Math.log(cap) - revenue.mu()) / revenue.sigma();
        double below = revenue.mean() * Normal.cdf(d - revenue.sigma());
        return below + revenue.buyers() * cap * Normal.upper(d);
    }

    private static CoMoments[] clicks(RandomGenerator random) {
        var arms = new CoMoments[] {new CoMoments(2), new CoMoments(2)};
        MeanTests.clicks(arms[0], random, 300, 1);
        MeanTests.clicks(arms[1], random, 300, 1.2);
        return arms;
    }

    private static Study<?> ratio() {
        return Study.of(
                "clicks per impression of 0.3 and 0.36, 300 users per arm",
                random -> Comparison.of(new Metric.Ratio(0, 1), clicks(random)[0], clicks(random)[1]),
                covers("ratio, delta method", arms -> contains(arms.control(), 0.3)),
                covers("difference of ratios", arms -> Claim.contains(arms.difference(), 0.06)),
                covers("lift of ratios", arms -> Claim.contains(arms.lift().estimate(), 0.2)));
    }
}
