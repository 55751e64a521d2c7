package dev.fairlead.experiment.analysis;

import static dev.fairlead.experiment.analysis.Plans.primary;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.experiment.Estimate;
import dev.fairlead.experiment.inference.Comparison;
import dev.fairlead.experiment.inference.Moments;
import dev.fairlead.experiment.plan.Boundary;
import dev.fairlead.experiment.plan.Monitoring;
import dev.fairlead.experiment.sequential.Boundaries;
import dev.fairlead.experiment.sequential.ConfidenceSequence;
import dev.fairlead.experiment.sequential.MixtureSprt;
import dev.fairlead.experiment.sequential.Spending;
import dev.fairlead.experiment.validity.RejectionRate;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MonitorTest {
    private static final List<Double> LOOKS = List.of(0.25, 0.5, 1.0);
    private static final List<Boundary> BOUNDARIES = List.of(
            new Boundary.AlphaSpending(new Spending.ObrienFlemingType()),
            new Boundary.AlphaSpending(new Spending.PocockType()),
            new Boundary.Pocock(),
            new Boundary.ObrienFleming());

    private static Measure measure(double z) {
        return new Measure(Estimate.normal(2 * z, 2), 1000, 1);
    }

    private static Monitor at(Monitoring monitoring, double share) {
        return Monitor.of(monitoring, 0.05, Looks.planned(monitoring, share));
    }

    @Test
    void theBoundaryIsThatOfThePlannedLooksBeforeAndTheShareThatIsIn() {
        for (Boundary boundary : BOUNDARIES) {
            Monitor monitor = at(new Monitoring.GroupSequential(LOOKS, boundary), 0.56);
            double expected =
                    boundary.at(0.05, new double[] {0.25, 0.5, 0.56, 1}, true).upper()[2];
            assertEquals(expected, monitor.critical(0.05, measure(1)), 1e-12);
        }
    }

    @Test
    void aLookNearlyWhereItIsPlannedTakesItsPlace() {
        Boundary boundary = BOUNDARIES.getFirst();
        Monitor monitor = at(new Monitoring.GroupSequential(LOOKS, boundary), 0.51);
        double expected = boundary.at(0.05, new double[] {0.25, 0.51, 1}, true).upper()[1];
        assertEquals(expected, monitor.critical(0.05, measure(1)), 1e-12);
    }

    @Test
    void looksAsTheyWereTakenGoBeforeThePlannedOnes() {
        var monitoring = new Monitoring.GroupSequential(LOOKS, BOUNDARIES.getFirst());
        Monitor monitor = Monitor.of(monitoring, 0.05, Looks.taken(List.of(0.3, 0.5)));
        double expected =
                BOUNDARIES.getFirst().at(0.05, new double[] {0.3, 0.5, 1}, true).upper()[1];
        assertEquals(expected, monitor.critical(0.05, measure(1)), 1e-12);
        assertThrows(IllegalArgumentException.class, () -> Looks.taken(List.of(0.5, 0.5)));
        assertThrows(IllegalArgumentException.class, () -> Looks.taken(List.of(1.0, 1.2)));
    }

    /** The p-value is the least alpha whose boundary the statistic reaches. */
    @Test
    void atAnAlphaOfThePValueTheStatisticIsOnTheBoundary() {
        for (Boundary boundary : BOUNDARIES) {
            for (double share : new double[] {0.5, 1}) {
                for (double z : new double[] {1.2, 2.9}) {
                    Monitor monitor = at(new Monitoring.GroupSequential(LOOKS, boundary), share);
                    double p = monitor.p(measure(-z));
                    if (p < 0.999) {
                        assertEquals(z, monitor.critical(p, measure(z)), 1e-6, boundary + " at " + share);
                    } else {
                        assertTrue(monitor.critical(0.99, measure(z)) > z, boundary + " at " + share);
                    }
                }
            }
        }
    }

    @Test
    void aPValueIsAtMostAlphaJustWhenTheIntervalExcludesNoDifference() {
        List<Monitoring> all = List.of(
                new Monitoring.FixedHorizon(),
                new Monitoring.GroupSequential(LOOKS, BOUNDARIES.getFirst()),
                new Monitoring.GroupSequential(LOOKS, BOUNDARIES.get(3)),
                new Monitoring.Msprt(0.01),
                new Monitoring.AsymptoticSequence(500));
        for (Monitoring monitoring : all) {
            Monitor monitor = at(monitoring, 0.5);
            for (double z = 0.05; z < 6; z += 0.4) {
                assertEquals(
                        monitor.critical(0.05, measure(z)) <= z,
                        monitor.p(measure(z)) <= 0.05,
                        monitoring + " at " + z);
            }
        }
    }

    @Test
    void alwaysValidHalfWidthsAreThoseOfTheSequences() {
        var measure = new Measure(Estimate.normal(0.3, 0.1), 400, 1);
        double variance = 0.01 * 400;
        assertEquals(
                new MixtureSprt(0.02).halfWidth(0.05, 400, variance),
                0.1 * at(new Monitoring.Msprt(0.02), 0.5).critical(0.05, measure),
                1e-12);
        assertEquals(
                ConfidenceSequence.narrowestAt(900, 0.05).halfWidth(400, 0.05) * Math.sqrt(variance),
                0.1 * at(new Monitoring.AsymptoticSequence(900), 0.5).critical(0.05, measure),
                1e-12);
    }

    /** The mixture is in units of the first primary metric: in cents it says of cents what it says of euros in euros. */
    @Test
    void theMixtureIsScaledToOtherMetrics() {
        Monitor monitor = at(new Monitoring.Msprt(0.02), 0.5);
        var euros = new Measure(Estimate.normal(0.3, 0.1), 400, 1);
        var cents = new Measure(Estimate.normal(30, 10), 400, 100 * 100);
        assertEquals(monitor.p(euros), monitor.p(cents), 1e-12);
        assertEquals(monitor.critical(0.05, euros), monitor.critical(0.05, cents), 1e-9);
    }

    @Test
    void withFewUnitsTheBoundaryIsOfStudentsT() {
        var monitoring = new Monitoring.GroupSequential(LOOKS, new Boundary.Pocock());
        var few = new Measure(new Estimate(1, 1, 8), 5, 1);
        double z = Boundaries.pocock(0.05, new double[] {0.25, 0.5, 1}, true).upper()[2];
        assertTrue(at(monitoring, 1).critical(0.05, few) > z + 0.3);
    }

    /** Two looks at nothing: one of the repeated intervals excludes no difference as often as alpha says. */
    @Test
    void peekingByThePlanKeepsTheErrorRate() {
        var monitoring = new Monitoring.GroupSequential(List.of(0.5, 1.0), new Boundary.Pocock());
        List<Monitor> looks = List.of(at(monitoring, 0.5), at(monitoring, 1));
        var random = new Random(1);
        int rejected = 0;
        int runs = 6000;
        for (int run = 0; run < runs; run++) {
            var arms = List.of(new Moments(), new Moments());
            boolean found = false;
            for (Monitor look : looks) {
                for (int i = 0; i < 60; i++) {
                    arms.get(i % 2).accept(random.nextGaussian());
                }
                Estimate difference = Comparison.of(arms.get(0), arms.get(1)).difference();
                found |= Math.abs(difference.statistic(0)) >= look.critical(0.05, new Measure(difference, 30, 1));
            }
            rejected += found ? 1 : 0;
        }
        assertTrue(new RejectionRate(rejected, runs).within(0.05), rejected + " of " + runs);
    }

    @Test
    void guardrailsHaveTheIntervalOfTheirOneSidedRate() {
        Table table = new Table("unit,arm,y");
        var random = new Random(2);
        for (int i = 0; i < 400; i++) {
            table.row(i, i % 2 == 0 ? "a" : "b", random.nextGaussian());
        }
        String guardrail = ", \"guardrails\": [" + Plans.metric("g", "mean") + ", \"column\": \"y\", \"margin\": 0.4}]";
        Readout readout = table.read(Plans.two(200, primary("y", "mean"), guardrail));
        GuardrailResult guarded = readout.guardrails().getFirst();
        Reading reading = guarded.effect().reading();
        assertEquals(0.9, reading.confidence(), 1e-12);
        assertEquals(guarded.nonInferior(), reading.interval().low() > -0.4);
        Reading same = readout.effects().getFirst().reading();
        assertEquals(same.value(), reading.value());
        assertTrue(reading.interval().low() > same.interval().low());
    }
}
