package dev.fairlead.calibration;

import static dev.fairlead.calibration.Claim.CONFIDENCE;
import static dev.fairlead.calibration.Claim.covers;

import dev.fairlead.experiment.inference.SmallCounts;
import dev.fairlead.experiment.inference.TwoProportions;
import java.util.List;

/** Intervals of few conversions, of the steps of a funnel and of retention. */
final class ConversionIntervals {
    private static final double MORE = 1.2;

    private ConversionIntervals() {}

    static List<Study<?>> studies() {
        return List.of(
                few("rates of 0.2 to 2 %, 500 units per arm, small counts", 500, 500),
                few("rates of 0.2 to 2 %, 1800 units of control and 200 of treatment, small counts", 1800, 200),
                funnel());
    }

    private record Arms(TwoProportions found, double control, double treatment) {
        SmallCounts counts() {
            return new SmallCounts(found.control(), found.treatment());
        }
    }

    /** Averaged over rates: at any one rate coverage jumps, as counts are whole. */
    private static Study<Arms> few(String world, int control, int treatment) {
        return Study.of(
                world,
                random -> {
                    double c = random.nextDouble(0.002, 0.02);
                    double t = random.nextDouble(0.002, 0.02);
                    return new Arms(
                            new TwoProportions(
                                    Conversions.draw(random, control, c), Conversions.draw(random, treatment, t)),
                            c,
                            t);
                },
                Claim.<Arms>covers(
                                "difference",
                                arms -> arms.counts()
                                        .difference(QuantileTests.Z)
                                        .contains(arms.treatment() - arms.control()))
                        .safe(ConversionTests.EXACT),
                Claim.<Arms>covers(
                                "lift",
                                arms -> arms.counts()
                                        .lift(QuantileTests.Z)
                                        .contains(arms.treatment() / arms.control() - 1))
                        .safe(ConversionTests.EXACT));
    }

    /** With a taste that is uniform from 0 to 1: ∫ (0.2 + 0.4 t) (0.3 + 0.2 t) = 0.06 + 0.16 / 2 + 0.08 / 3. */
    private static Study<?> funnel() {
        double bought = 0.06 + 0.16 / 2 + 0.08 / 3;
        double step = bought / 0.4;
        return Study.of(
                "a funnel and its retention, 20 % more buy what is in the cart, 400 people per arm",
                random -> new ConversionTests.Funnel(400, MORE).grown(random),
                covers(
                        "purchase within a window",
                        data -> Claim.contains(data.share(1).comparison().difference(), (MORE - 1) * bought)),
                covers(
                        "step from cart to purchase, delta ratio",
                        data -> Claim.contains(data.step().difference(), (MORE - 1) * step)),
                covers(
                        "step from cart to purchase, lift by logarithm",
                        data -> data.step().lift().logInterval(CONFIDENCE).contains(MORE - 1)),
                covers(
                        "retention in days 8 to 14",
                        data -> Claim.contains(data.share(2).comparison().difference(), 0)));
    }
}
