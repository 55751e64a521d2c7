package dev.fairlead.experiment.validity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.experiment.Estimate;
import dev.fairlead.experiment.Multiplicity;
import dev.fairlead.experiment.Refused;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SlicesTest {
    private static Slices.Slice slice(String name, double z, boolean planned) {
        return new Slices.Slice(name, Estimate.normal(z, 1), planned);
    }

    @Test
    void onlySlicesOfThePlanAreConfirmed() {
        var slices = List.of(slice("a", 2.1, true), slice("b", 9, false), slice("c", 3, true), slice("d", 0.1, true));
        List<Slices.Reading> readings = Slices.read(slices, Multiplicity.HOLM, 0.05);
        assertEquals(
                List.of(
                        Slices.Label.NOT_CONFIRMED,
                        Slices.Label.EXPLORATORY,
                        Slices.Label.CONFIRMED,
                        Slices.Label.NOT_CONFIRMED),
                readings.stream().map(Slices.Reading::label).toList());
        assertEquals(3 * Estimate.normal(3, 1).p(0), readings.get(2).adjusted().orElseThrow(), 1e-15);
        assertTrue(readings.get(1).adjusted().isEmpty());
        assertTrue(readings.get(0).p() < 0.05);
    }

    /** The family-wise rate of eight slices without effect, and the rate of the interaction. */
    @Test
    void ratesAreInsideBinomialLimits() {
        var random = new Random(1);
        int runs = 4000;
        long rejected = 0;
        long interactions = 0;
        for (int run = 0; run < runs; run++) {
            List<Slices.Slice> slices = IntStream.range(0, 8)
                    .mapToObj(i ->
                            new Slices.Slice("s" + i, Estimate.normal((i + 1) * random.nextGaussian(), i + 1), true))
                    .toList();
            rejected += Slices.read(slices, Multiplicity.HOLM, 0.05).stream()
                            .anyMatch(reading -> reading.label() == Slices.Label.CONFIRMED)
                    ? 1
                    : 0;
            var effects = slices.stream().map(Slices.Slice::effect).toList();
            interactions += Slices.interaction(effects).p() <= 0.05 ? 1 : 0;
        }
        assertTrue(new RejectionRate(rejected, runs).within(1 - Math.pow(1 - 0.05 / 8, 8)), "rejected " + rejected);
        assertTrue(new RejectionRate(interactions, runs).within(0.05), "rejected " + interactions);
    }

    /** Of two slices, Q is the squared z of their difference. */
    @Test
    void interactionOfTwoIsTheirDifference() {
        var difference = Estimate.normal(5 - 1, Math.hypot(2, 1));
        var interaction = Slices.interaction(List.of(Estimate.normal(1, 1), Estimate.normal(5, 2)));
        assertEquals(difference.p(0), interaction.p(), 1e-12);
        assertEquals(Math.pow(difference.statistic(0), 2), interaction.q(), 1e-12);
        assertEquals(1 - 1 / interaction.q(), interaction.inconsistency(), 1e-12);
        var alike = Slices.interaction(List.of(Estimate.normal(1, 1), Estimate.normal(1.1, 2)));
        assertEquals(0, alike.inconsistency());
    }

    @Test
    void refusesWhatCannotBe() {
        var twice = List.of(slice("a", 1, true), slice("a", 2, false));
        Refused.saying("two slices a", () -> Slices.read(twice, Multiplicity.HOLM, 0.05));
        Refused.saying("such as 0.05", () -> Slices.read(List.of(), Multiplicity.HOLM, 5));
        Refused.saying("at least two slices", () -> Slices.interaction(List.of(Estimate.normal(1, 1))));
    }
}
