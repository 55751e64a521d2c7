package dev.fairlead.calibration;

import static dev.fairlead.calibration.Claim.covers;

import dev.fairlead.experiment.Estimate;
import dev.fairlead.experiment.sequential.Boundaries;
import dev.fairlead.experiment.sequential.MixtureSprt;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.function.ToDoubleFunction;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** Intervals that are to cover at all looks at once. */
final class SequentialIntervals {
    private static final double EFFECT = 0.1;
    private static final String ANY_TIME = "it may be read for ever";

    private SequentialIntervals() {}

    static List<Study<?>> studies() {
        double[] equal = Boundaries.equalInformation(Looks.LOOKS);
        return List.of(
                repeated("5 equal looks", equal),
                repeated("5 unequal looks", GroupSequentialTests.UNEQUAL),
                always(
                        "91 looks at 100 to 1000 normal units per arm",
                        RandomGenerator::nextGaussian,
                        random -> EFFECT + random.nextGaussian(),
                        EFFECT),
                always(
                        "91 looks at 100 to 1000 units per arm with revenue of 10 % buyers",
                        Revenue.USUAL::draw, Revenue.USUAL.times(1.2)::draw, 0.2 * Revenue.USUAL.mean()));
    }

    /** Estimate ± critical value · standard error (Jennison and Turnbull 1989). */
    private static Study<List<Estimate>> repeated(String looks, double[] information) {
        int[] units = Walks.units(GroupSequentialTests.PLANNED, information);
        var claims = new ArrayList<Claim<List<Estimate>>>();
        for (Scheme scheme : Scheme.at(information)) {
            double[] upper = scheme.boundaries().upper();
            claims.add(covers(
                    scheme.name() + ", repeated",
                    found -> IntStream.range(0, upper.length)
                            .allMatch(look -> Math.abs(found.get(look).statistic(EFFECT)) <= upper[look])));
        }
        claims.add(Claim.<List<Estimate>>covers(
                        "Welch at every look",
                        found -> found.stream()
                                .allMatch(
                                        each -> each.interval(Claim.CONFIDENCE).contains(EFFECT)))
                .limited(0.8, "five looks without a scheme"));
        return new Study<>(
                looks + ", 1000 units per arm, effect 0.1",
                new Walks(RandomGenerator::nextGaussian, random -> EFFECT + random.nextGaussian(), units)::draw,
                claims);
    }

    private static Study<?> always(
            String world,
            ToDoubleFunction<RandomGenerator> control,
            ToDoubleFunction<RandomGenerator> treatment,
            double effect) {
        double tau = effect * effect;
        return Study.of(
                world,
                new Walks(control, treatment, AlwaysValidTests.UNITS)::draw,
                Claim.<List<Estimate>>covers(
                                "mSPRT interval, all looks",
                                looks -> all(looks, look -> sprt(looks.get(look), look, tau), effect))
                        .safe(ANY_TIME),
                Claim.<List<Estimate>>covers(
                                "confidence sequence, all looks",
                                looks -> all(looks, look -> AlwaysValidTests.halfWidth(looks.get(look), look), effect))
                        .safe(ANY_TIME));
    }

    private static double sprt(Estimate estimate, int look, double tau) {
        double n = AlwaysValidTests.UNITS[look];
        double variance = estimate.standardError() * estimate.standardError() * n;
        return new MixtureSprt(tau).halfWidth(Claim.ALPHA, n, variance);
    }

    private static boolean all(List<Estimate> looks, IntToDoubleFunction halfWidth, double effect) {
        return IntStream.range(0, looks.size())
                .allMatch(look -> Math.abs(looks.get(look).value() - effect) <= halfWidth.applyAsDouble(look));
    }
}
