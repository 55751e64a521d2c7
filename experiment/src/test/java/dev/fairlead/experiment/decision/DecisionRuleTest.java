package dev.fairlead.experiment.decision;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.experiment.Estimate;
import dev.fairlead.experiment.Interval;
import dev.fairlead.experiment.Multiplicity;
import dev.fairlead.experiment.decision.Reason.Cause;
import dev.fairlead.experiment.decision.ValidityCheck.Outcome;
import dev.fairlead.experiment.decision.ValidityCheck.Subject;
import dev.fairlead.experiment.distribution.Normal;
import dev.fairlead.experiment.plan.Direction;
import dev.fairlead.experiment.plan.Monitoring;
import dev.fairlead.experiment.plan.Plan;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DecisionRuleTest {
    private static final DecisionRule RULE = new DecisionRule(0.05, 0.05, 0.05);
    private static final Look END = new Look(1, true);

    /**
     * Differences in standard errors: of a primary metric (better upwards), a secondary one (better downwards) and a
     * guardrail (better downwards, margin 3).
     */
    @ParameterizedTest
    @CsvSource({
        "3, 0, 0, Ship, SUPERIOR NON_INFERIOR",
        "3, 0, 1.3, Ship, SUPERIOR NON_INFERIOR",
        "3, -9, -9, Ship, SUPERIOR NON_INFERIOR",
        "1, 0, 0, DoNotShip, NOT_SUPERIOR",
        "3, 0, 1.4, DoNotShip, NOT_NON_INFERIOR",
        "1, 0, 1.4, DoNotShip, NOT_SUPERIOR NOT_NON_INFERIOR",
        "3, 3, 0, DoNotShip, DETERIORATED",
        "3, 0, 3, DoNotShip, DETERIORATED",
        "-3, 0, 0, DoNotShip, DETERIORATED",
        "-3, 4, 5, DoNotShip, DETERIORATED DETERIORATED DETERIORATED",
        "3, 2, 0, Ship, SUPERIOR NON_INFERIOR",
    })
    void verdictsAtTheEnd(double primary, double secondary, double guardrail, String verdict, String causes) {
        Verdict decided = RULE.decide(findings(fixed(primary), fixed(secondary), fixed(guardrail), passed(), END));
        assertEquals(verdict, decided.getClass().getSimpleName());
        assertEquals(causes, causes(decided));
    }

    @ParameterizedTest
    @CsvSource({
        "4, 0, -1, Ship, SUPERIOR NON_INFERIOR",
        "2.9, 0, -1, Continue, UNDERPOWERED NOT_SUPERIOR",
        "4, 0, 1, Continue, UNDERPOWERED NOT_NON_INFERIOR",
        "4, 0, 5, DoNotShip, DETERIORATED",
    })
    void verdictsAtAnInterimLook(double primary, double secondary, double guardrail, String verdict, String causes) {
        var look = new Look(0.5, true);
        Verdict decided =
                RULE.decide(findings(interim(primary), interim(secondary), interim(guardrail), passed(), look));
        assertEquals(verdict, decided.getClass().getSimpleName());
        assertEquals(causes, causes(decided));
    }

    /** As if the boundary were at 3 standard errors. */
    private static Evidence interim(double z) {
        return new Evidence.Sequential(z, new Interval(z - 3, z + 3), Math.min(1, 0.05 * Math.exp(3 - Math.abs(z))));
    }

    @Test
    void betweenLooksItGoesOnWhateverIsSeen() {
        var look = Look.of(new Monitoring.FixedHorizon(), 0.5);
        Verdict decided = RULE.decide(findings(fixed(9), fixed(9), fixed(9), passed(), look));
        assertInstanceOf(Verdict.Continue.class, decided);
        assertEquals("NOT_AT_A_LOOK", causes(decided));
        assertEquals(
                "50.0 % of the planned units are in, with their windows over, and the plan has no look there: read at the next one",
                decided.reasons().getFirst().sentence());
    }

    @Test
    void whatIsInvalidIsNothingElse() {
        for (Subject subject : Subject.values()) {
            for (Outcome outcome : List.of(Outcome.FAILED, Outcome.BLOCKED)) {
                List<ValidityCheck> checks = new ArrayList<>(passed());
                checks.removeIf(check -> check.subject() == subject);
                checks.add(new ValidityCheck(subject, outcome, "because"));
                Verdict decided = RULE.decide(findings(fixed(9), fixed(0), fixed(0), checks, new Look(0.5, false)));
                assertInstanceOf(Verdict.Invalid.class, decided);
                assertEquals(
                        List.of(new Reason(
                                outcome == Outcome.FAILED ? Cause.CHECK_FAILED : Cause.CHECK_BLOCKED,
                                subject.name(),
                                "because")),
                        decided.reasons());
            }
        }
    }

    @Test
    void sentencesNameMetricAndNumbers() {
        Verdict decided = RULE.decide(findings(fixed(0), fixed(0), fixed(2), passed(), END));
        assertEquals(
                List.of(
                        "no primary metric (p) is better with an adjusted p of at most 0.05",
                        "g may be worse by more than its margin, 3.0: its difference is 2.0"),
                decided.reasons().stream().map(Reason::sentence).toList());
        assertTrue(RULE.decide(findings(fixed(0), fixed(9), fixed(0), passed(), END))
                .reasons()
                .getFirst()
                .sentence()
                .startsWith("s is worse: its difference is 9.0, p = "));
    }

    @Test
    void aPlanGivesItsAlpha() {
        assertEquals(RULE, DecisionRule.of(Plan.example()));
    }

    /** No primary metric is better: the rate at which it ships. */
    @Test
    void shipsWithoutABetterMetricAtMostAsOftenAsAlpha() {
        double rate = rate(new double[] {0, 0}, new double[] {0, 0}, 6, 1);
        assertTrue(rate <= 0.05 + 3.3 * Math.sqrt(0.05 * 0.95 / RUNS), "rate " + rate);
        assertTrue(rate >= 0.03, "the bound is nearly reached, unlike " + rate);
    }

    /** All is better but one guardrail, which is worse by exactly its margin: the rate at which it ships. */
    @Test
    void shipsWithAGuardrailAtItsMarginAtMostAsOftenAsAlpha() {
        double rate = rate(new double[] {9, 9}, new double[] {1, -9}, 1, 2);
        assertTrue(rate <= 0.05 + 3.3 * Math.sqrt(0.05 * 0.95 / RUNS), "rate " + rate);
        assertTrue(rate >= 0.04, "the bound is nearly reached, unlike " + rate);
    }

    /** Each test planned with the corrected rate of misses. */
    @Test
    void shipsAGoodChangeAsOftenAsPlanned() {
        double beta = RULE.beta(0.8, 2);
        assertEquals(0.05, beta, 1e-12);
        double distance = -Normal.quantile(0.05) - Normal.quantile(beta);
        double rate = rate(new double[] {distance}, new double[] {0, 0}, distance, 3);
        assertTrue(rate >= 0.8 - 3.3 * Math.sqrt(0.8 * 0.2 / RUNS), "rate " + rate);
        double uncorrected = -Normal.quantile(0.05) - Normal.quantile(0.2);
        double less = rate(new double[] {uncorrected}, new double[] {0, 0}, uncorrected, 3);
        assertTrue(less < 0.6, "without the correction: " + less);
    }

    private static final int RUNS = 10_000;

    /** The share of simulated launches that ship: one-sided tests, Holm over the primary metrics, standard errors of 1. */
    private static double rate(double[] primaries, double[] guardrails, double margin, long seed) {
        var random = new Random(seed);
        int ships = 0;
        for (int run = 0; run < RUNS; run++) {
            ships += RULE.decide(simulated(primaries, guardrails, margin, random)) instanceof Verdict.Ship ? 1 : 0;
        }
        return ships / (double) RUNS;
    }

    private static Findings simulated(double[] primaries, double[] guardrails, double margin, Random random) {
        double[] seen =
                Arrays.stream(primaries).map(z -> z + random.nextGaussian()).toArray();
        double[] p =
                Multiplicity.HOLM.adjust(Arrays.stream(seen).map(Normal::upper).toArray());
        return new Findings(
                IntStream.range(0, seen.length)
                        .mapToObj(i -> new Finding.Primary("p" + i, Direction.INCREASE, fixed(seen[i]), p[i]))
                        .toList(),
                List.of(new Finding.Secondary("s", Direction.INCREASE, fixed(random.nextGaussian()))),
                IntStream.range(0, guardrails.length)
                        .mapToObj(i -> new Finding.Guardrail(
                                "g" + i, Direction.DECREASE, fixed(guardrails[i] + random.nextGaussian()), margin))
                        .toList(),
                passed(),
                END);
    }

    @Test
    void refusesWhatCannotBe() {
        refused("the guardrails' alpha is between 0 and 1", () -> new DecisionRule(0.05, 5, 0.05));
        refused("cannot be planned; ask for less than 0.95", () -> RULE.beta(0.96, 1));
        refused("must be above 0, not 0.0", () -> new Look(0, true));
        refused("the margin of g must be above 0", () -> new Finding.Guardrail("g", Direction.INCREASE, fixed(0), 0));
        refused("the adjusted p-value of p is from 0 to 1", () -> primary(fixed(0), 2));
        refused("a p-value is from 0 to 1", () -> new Evidence.Sequential(0, new Interval(-1, 1), Double.NaN));
        refused("outside its interval", () -> new Evidence.Sequential(2, new Interval(-1, 1), 0.5));
        refused("there is no primary metric", () -> new Findings(List.of(), List.of(), List.of(), passed(), END));
        refused("one check of SAMPLE_RATIO, not 0", () -> findings(fixed(0), fixed(0), fixed(0), List.of(), END));
        refused(
                "p is there twice",
                () -> new Findings(
                        List.of(primary(fixed(0), 1), primary(fixed(0), 1)), List.of(), List.of(), passed(), END));
        refused(
                "the estimate of p holds for one look only",
                () -> findings(fixed(0), interim(0), interim(0), passed(), new Look(0.5, true)));
    }

    private static void refused(String saying, Executable what) {
        String message = String.valueOf(
                assertThrows(IllegalArgumentException.class, what).getMessage());
        assertTrue(message.contains(saying), message);
    }

    private static Findings findings(
            Evidence primary, Evidence secondary, Evidence guardrail, List<ValidityCheck> checks, Look look) {
        double p =
                primary instanceof Evidence.Sequential sequential ? sequential.p() : Normal.twoSided(primary.value());
        return new Findings(
                List.of(primary(primary, p)),
                List.of(new Finding.Secondary("s", Direction.DECREASE, secondary)),
                List.of(new Finding.Guardrail("g", Direction.DECREASE, guardrail, 3)),
                checks,
                look);
    }

    private static Finding.Primary primary(Evidence evidence, double p) {
        return new Finding.Primary("p", Direction.INCREASE, evidence, p);
    }

    private static Evidence fixed(double z) {
        return new Evidence.Fixed(Estimate.normal(z, 1));
    }

    private static List<ValidityCheck> passed() {
        return Arrays.stream(Subject.values())
                .map(subject -> new ValidityCheck(subject, Outcome.PASSED, "fine"))
                .toList();
    }

    private static String causes(Verdict verdict) {
        return String.join(
                " ",
                verdict.reasons().stream().map(reason -> reason.cause().name()).toList());
    }
}
