package dev.fairlead.calibration;

import dev.fairlead.experiment.Multiplicity;
import dev.fairlead.experiment.distribution.Normal;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/** Several metrics at once, none of which differs: how often any is found. */
final class MultiplicityTests {
    private static final int METRICS = 5;

    private MultiplicityTests() {}

    static List<Study<?>> studies() {
        return List.of(
                study("any of 5 independent metrics", 0), study("any of 5 metrics with correlations of 0.5", 0.5));
    }

    private static double[] p(RandomGenerator random, double correlation) {
        double shared = Math.sqrt(correlation) * random.nextGaussian();
        var p = new double[METRICS];
        Arrays.setAll(p, _ -> Normal.twoSided(shared + Math.sqrt(1 - correlation) * random.nextGaussian()));
        return p;
    }

    private static Study<double[]> study(String world, double correlation) {
        Stream<Claim<double[]>> adjusted = Arrays.stream(Multiplicity.values())
                .map(method -> claim(method.name().toLowerCase(Locale.ROOT).replace('_', '-'), method::adjust)
                        .safe("it holds for dependent metrics too, or bounds a sum"));
        Claim<double[]> none = claim("not adjusted", p -> p).limited(0.3, "five chances are not one");
        return new Study<>(
                world,
                random -> p(random, correlation),
                Stream.concat(adjusted, Stream.of(none)).toList());
    }

    private static Claim<double[]> claim(String name, UnaryOperator<double[]> adjust) {
        return Claim.rejects(name, p -> Arrays.stream(adjust.apply(p)).anyMatch(each -> each <= Claim.ALPHA));
    }
}
