package dev.fairlead.calibration;

import dev.fairlead.experiment.Estimate;
import dev.fairlead.experiment.decision.Guardrail;
import dev.fairlead.experiment.decision.GuardrailMonitor;
import dev.fairlead.experiment.decision.Reading;
import dev.fairlead.experiment.decision.SequentialTest;
import dev.fairlead.experiment.plan.Direction;
import dev.fairlead.experiment.sequential.ConfidenceSequence;
import dev.fairlead.experiment.sequential.MixtureSprt;
import java.time.Instant;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** Methods that may be read at any time, read at 91 looks. */
final class AlwaysValidTests {
    private static final String ANY_TIME = "it may be read for ever";
    static final int[] UNITS =
            IntStream.rangeClosed(10, 100).map(look -> 10 * look).toArray();

    private AlwaysValidTests() {}

    static List<Study<?>> studies() {
        return List.of(
                study("91 looks at 100 to 1000 normal units per arm", RandomGenerator::nextGaussian, 0.02),
                study("91 looks at 100 to 1000 units per arm of which 10 % convert", AlwaysValidTests::converts, 0.002),
                guardrails());
    }

    static double converts(RandomGenerator random) {
        return random.nextDouble() < 0.1 ? 1 : 0;
    }

    private static Study<List<Estimate>> study(String world, ToDoubleFunction<RandomGenerator> unit, double tau) {
        int last = UNITS.length - 1;
        return Study.of(
                world,
                new Walks(unit, unit, UNITS)::draw,
                Claim.<List<Estimate>>rejects("mSPRT, every look", looks -> sprt(looks, tau) <= Claim.ALPHA)
                        .safe(ANY_TIME),
                Claim.<List<Estimate>>rejects("mSPRT, last look", looks -> sprt(looks, tau, last, 1) <= Claim.ALPHA)
                        .safe(ANY_TIME),
                Claim.<List<Estimate>>rejects(
                                "confidence sequence, every look",
                                looks -> IntStream.rangeClosed(0, last).anyMatch(look -> excludes(looks, look)))
                        .safe(ANY_TIME),
                Claim.<List<Estimate>>rejects("confidence sequence, last look", looks -> excludes(looks, last))
                        .safe(ANY_TIME),
                Claim.<List<Estimate>>rejects(
                                "Welch t, every look (naive peeking)",
                                looks -> looks.stream().anyMatch(look -> look.p(0) <= Claim.ALPHA))
                        .limited(0.4, "91 looks without a scheme"));
    }

    private static double sprt(List<Estimate> looks, double tau) {
        double p = 1;
        for (int look = 0; look < looks.size(); look++) {
            p = sprt(looks, tau, look, p);
        }
        return p;
    }

    private static double sprt(List<Estimate> looks, double tau, int look, double before) {
        Estimate estimate = looks.get(look);
        double n = UNITS[look];
        double variance = estimate.standardError() * estimate.standardError() * n;
        return new MixtureSprt(tau).p(before, n, estimate.value(), variance);
    }

    /** The sequence that is narrowest at 500 units, of pairs of units whose deviation is s · √n. */
    static double halfWidth(Estimate estimate, int look) {
        double n = UNITS[look];
        double deviation = estimate.standardError() * Math.sqrt(n);
        return ConfidenceSequence.narrowestAt(500, Claim.ALPHA).halfWidth(n, Claim.ALPHA) * deviation;
    }

    private static boolean excludes(List<Estimate> looks, int look) {
        return Math.abs(looks.get(look).value()) > halfWidth(looks.get(look), look);
    }

    /** Treatment is as bad as is accepted. */
    private static Study<?> guardrails() {
        return Study.of(
                "two guardrails at their margins, 91 looks at 100 to 1000 units per arm",
                random -> List.of(atMargin(random), atMargin(random)),
                guardrails("guardrail monitor, confidence sequence", new SequentialTest.ConfidenceSequence(500)),
                guardrails("guardrail monitor, mixture", new SequentialTest.MixtureSprt(0.02)));
    }

    private static final double MARGIN = 0.1;

    private static List<Estimate> atMargin(RandomGenerator random) {
        return new Walks(RandomGenerator::nextGaussian, r -> r.nextGaussian() - MARGIN, UNITS).draw(random);
    }

    private static Claim<List<List<Estimate>>> guardrails(String name, SequentialTest watch) {
        List<Guardrail> watched = IntStream.range(0, 2)
                .mapToObj(i -> new Guardrail("guardrail " + i, Direction.INCREASE, MARGIN, watch))
                .toList();
        return Claim.<List<List<Estimate>>>rejects(name, readings -> alarms(watched, readings))
                .safe("two-sided sequences are read on one side, for ever");
    }

    private static boolean alarms(List<Guardrail> watched, List<List<Estimate>> readings) {
        var monitor = new GuardrailMonitor(Claim.ALPHA, watched);
        for (int look = 0; look < UNITS.length; look++) {
            for (int i = 0; i < watched.size(); i++) {
                monitor.accept(new Reading(
                        Instant.EPOCH, watched.get(i).name(), readings.get(i).get(look), UNITS[look]));
            }
        }
        return !monitor.alarms().isEmpty();
    }
}
