package dev.fairlead.calibration;

import dev.fairlead.experiment.distribution.Normal;
import dev.fairlead.experiment.sequential.Boundaries;
import dev.fairlead.experiment.sequential.Futility;
import dev.fairlead.experiment.sequential.Spending;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** Every group-sequential scheme, read at all looks and at the last one alone, beside looking without a scheme. */
final class GroupSequentialTests {
    static final int PLANNED = 1000;
    static final double[] UNEQUAL = {0.1, 0.25, 0.6, 0.85, 1};
    private static final String LAST = "the critical value at the end pays for the looks before";

    private GroupSequentialTests() {}

    static List<Study<?>> studies() {
        double[] equal = Boundaries.equalInformation(Looks.LOOKS);
        return List.of(twoSided("5 equal looks", equal), twoSided("5 unequal looks", UNEQUAL), oneSided(equal));
    }

    /** z at each look. */
    private static double[] z(RandomGenerator random, double[] information) {
        int[] units = Walks.units(PLANNED, information);
        return new Walks(RandomGenerator::nextGaussian, RandomGenerator::nextGaussian, units)
                .draw(random).stream()
                        .mapToDouble(difference -> difference.statistic(0))
                        .toArray();
    }

    private static Study<double[]> twoSided(String looks, double[] information) {
        var claims = new ArrayList<Claim<double[]>>();
        for (Scheme scheme : Scheme.at(information)) {
            double[] upper = scheme.boundaries().upper();
            int last = upper.length - 1;
            claims.add(Claim.rejects(scheme.name() + ", every look", z -> crosses(z, upper)));
            claims.add(Claim.<double[]>rejects(scheme.name() + ", last look", z -> Math.abs(z[last]) >= upper[last])
                    .safe(LAST));
        }
        double fixed = -Normal.quantile(Claim.ALPHA / 2);
        double[] naive =
                IntStream.range(0, information.length).mapToDouble(_ -> fixed).toArray();
        claims.add(Claim.rejects("no scheme, last look", z -> Math.abs(z[z.length - 1]) >= fixed));
        claims.add(Claim.<double[]>rejects("no scheme, every look (naive peeking)", z -> crosses(z, naive))
                .limited(0.2, "five looks without a scheme; at equal looks 0.142 in theory"));
        return new Study<>(looks + ", 1000 units per arm", random -> z(random, information), claims);
    }

    private static boolean crosses(double[] z, double[] upper) {
        return IntStream.range(0, z.length).anyMatch(look -> Math.abs(z[look]) >= upper[look]);
    }

    private static Study<double[]> oneSided(double[] equal) {
        double alpha = Claim.ALPHA / 2;
        var spending = new Spending.ObrienFlemingType();
        Boundaries upper = Boundaries.spending(spending, alpha, equal, false);
        Futility binding = Futility.design(spending, alpha, spending, 0.2, equal, true);
        Futility ignored = Futility.design(spending, alpha, spending, 0.2, equal, false);
        double[] none = IntStream.range(0, equal.length)
                .mapToDouble(_ -> Double.NEGATIVE_INFINITY)
                .toArray();
        return Study.of(
                "5 equal looks, 1000 units per arm, one-sided at 0.025",
                random -> z(random, equal),
                Claim.<double[]>rejects("Lan-DeMets, O'Brien-Fleming type", z -> wins(z, upper.upper(), none))
                        .at(alpha),
                Claim.<double[]>rejects("binding futility", z -> wins(z, binding.upper(), binding.lower()))
                        .at(alpha),
                Claim.<double[]>rejects("futility, ignored", z -> wins(z, ignored.upper(), none))
                        .at(alpha),
                Claim.<double[]>rejects("futility, followed", z -> wins(z, ignored.upper(), ignored.lower()))
                        .at(alpha)
                        .safe("its boundary holds also if futility is ignored"));
    }

    /** Whether the upper boundary is reached before the lower one. */
    private static boolean wins(double[] z, double[] upper, double[] lower) {
        for (int look = 0; look < z.length; look++) {
            if (z[look] >= upper[look]) {
                return true;
            }
            if (z[look] <= lower[look]) {
                return false;
            }
        }
        return false;
    }
}
