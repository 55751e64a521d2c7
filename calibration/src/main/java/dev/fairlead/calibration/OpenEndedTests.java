package dev.fairlead.calibration;

import dev.fairlead.experiment.inference.Comparison;
import dev.fairlead.experiment.inference.Moments;
import dev.fairlead.experiment.sequential.Boundaries;
import dev.fairlead.experiment.sequential.ConfidenceSequence;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * Looks while units enter and their outcomes still grow. With a window of one week, only of units that have been in for a week,
 * a look adds units and changes nothing else. Open-ended outcomes of units that are already in go on growing: looks depend on
 * each other otherwise than the boundaries, which go by the share of units, take for granted (Schultzberg, Ankargren and
 * Frånberg 2024, <i>Peeking 2.0</i>).
 */
final class OpenEndedTests {
    private static final int WEEKS = 5;
    private static final int UNITS = 200;
    private static final double[] POCOCK = Boundaries.pocock(Claim.ALPHA, Boundaries.equalInformation(WEEKS), true)
            .upper();
    private static final double[] OBRIEN_FLEMING = Boundaries.obrienFleming(
                    Claim.ALPHA, Boundaries.equalInformation(WEEKS), true)
            .upper();

    private OpenEndedTests() {}

    /** The statistics of both outcomes at each look. */
    private record Looked(double[] window, double[] open) {}

    static List<Study<?>> studies() {
        String open = "outcomes of units that are in still grow: plan a window, and count units when it is over";
        return List.of(Study.of(
                "units enter in 5 weeks, and later weeks of a unit vary more; 200 per arm and week",
                OpenEndedTests::run,
                Claim.<Looked>rejects("Pocock, window of a week", looked -> crosses(looked.window(), POCOCK)),
                Claim.<Looked>rejects(
                        "O'Brien-Fleming, window of a week", looked -> crosses(looked.window(), OBRIEN_FLEMING)),
                Claim.<Looked>rejects("confidence sequence, window of a week", looked -> leaves(looked.window()))
                        .safe("it may be read for ever"),
                Claim.<Looked>rejects("Pocock, open-ended", looked -> crosses(looked.open(), POCOCK))
                        .limited(0.1, open),
                Claim.<Looked>rejects("O'Brien-Fleming, open-ended", looked -> crosses(looked.open(), OBRIEN_FLEMING))
                        .limited(0.1, open),
                Claim.<Looked>rejects(
                                "no scheme, open-ended (naive peeking)",
                                looked -> IntStream.range(0, WEEKS)
                                        .anyMatch(week -> Math.abs(looked.open()[week]) >= QuantileTests.Z))
                        .limited(0.25, "five looks without a scheme, and outcomes still grow")));
    }

    private static Looked run(RandomGenerator random) {
        var window = new double[WEEKS];
        var open = new double[WEEKS];
        Moments[] matured = {new Moments(), new Moments()};
        var outcomes = new double[2][WEEKS * UNITS];
        for (int week = 0; week < WEEKS; week++) {
            Moments[] grown = {new Moments(), new Moments()};
            for (int arm = 0; arm < 2; arm++) {
                for (int unit = 0; unit < (week + 1) * UNITS; unit++) {
                    int age = week - unit / UNITS;
                    double more = (1 + age) * random.nextGaussian();
                    outcomes[arm][unit] += more;
                    if (age == 0) {
                        matured[arm].accept(more);
                    }
                    grown[arm].accept(outcomes[arm][unit]);
                }
            }
            window[week] = statistic(matured);
            open[week] = statistic(grown);
        }
        return new Looked(window, open);
    }

    private static double statistic(Moments[] arms) {
        return Comparison.of(arms[0], arms[1]).difference().statistic(0);
    }

    private static boolean crosses(double[] z, double[] upper) {
        return IntStream.range(0, z.length).anyMatch(look -> Math.abs(z[look]) >= upper[look]);
    }

    private static boolean leaves(double[] z) {
        var sequence = ConfidenceSequence.narrowestAt(UNITS * WEEKS / 2.0, Claim.ALPHA);
        return IntStream.range(0, z.length).anyMatch(week -> {
            double n = (week + 1.0) * UNITS;
            return Math.abs(z[week]) > sequence.halfWidth(n, Claim.ALPHA) * Math.sqrt(n);
        });
    }
}
