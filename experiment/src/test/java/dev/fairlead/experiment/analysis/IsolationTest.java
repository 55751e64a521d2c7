package dev.fairlead.experiment.analysis;

import static dev.fairlead.experiment.analysis.Plans.metric;
import static dev.fairlead.experiment.analysis.Plans.primary;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.experiment.decision.Reason;
import dev.fairlead.experiment.decision.Reason.Cause;
import dev.fairlead.experiment.decision.Verdict;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A metric that cannot be compared is marked, and the others stand. */
class IsolationTest {
    private static final String RATIO =
            "{\"name\": \"rate\", \"kind\": \"ratio\", \"numerator\": \"constant\", \"denominator\": \"zero\","
                    + " \"direction\": \"increase\", \"windowDays\": 7";

    /** In b, y is greater by 1. */
    private static Table table() {
        var random = new Random(1);
        Table table = new Table("unit,arm,y,constant,zero,few");
        for (int i = 0; i < 400; i++) {
            table.row(i, i % 2 == 0 ? "a" : "b", random.nextGaussian() + i % 2, 4, 0, i < 2 ? "1" : "");
        }
        return table;
    }

    private static final String ATTRITION = ", \"attrition\": 0.1";

    private static Verdict verdict(Readout readout) {
        return readout.verdicts().getFirst().verdict();
    }

    private static Reason reason(Readout readout, Cause cause) {
        return verdict(readout).reasons().stream()
                .filter(reason -> reason.cause() == cause)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void secondaryMetricsThatFailAreMentionedAndTheRestShips() {
        String secondary = ", \"secondary\": [" + metric("constant", "mean") + "}, " + RATIO + "}, "
                + metric("few", "quantile") + ", \"level\": 0.9}]";
        Readout readout = table().read(Plans.two(200, primary("y", "mean"), secondary + ATTRITION));
        Readout alone = table().read(Plans.two(200, primary("y", "mean"), ATTRITION));
        assertEquals(
                alone.effects().getFirst().reading(),
                readout.effects().getFirst().reading());
        assertEquals(
                List.of("constant", "rate", "few"),
                readout.unreadable().stream().map(Unreadable::name).toList());
        assertTrue(readout.unreadable().get(0).why().contains("does not vary"));
        assertTrue(readout.unreadable().get(1).why().contains("denominator of a ratio must be above 0"));
        assertInstanceOf(Verdict.Ship.class, verdict(readout));
        assertTrue(reason(readout, Cause.UNKNOWN).sentence().contains("constant is unknown"));
    }

    @Test
    void aGuardrailThatFailsIsUnknownAndNeverPasses() {
        for (String guardrail :
                List.of(metric("constant", "mean"), RATIO, metric("few", "quantile") + ", \"level\": 0.9")) {
            Readout readout = table().read(Plans.two(
                    200, primary("y", "mean"), ", \"guardrails\": [" + guardrail + ", \"margin\": 1}]" + ATTRITION));
            assertInstanceOf(Verdict.DoNotShip.class, verdict(readout));
            assertTrue(reason(readout, Cause.UNKNOWN).sentence().endsWith("a guardrail that is unknown does not hold"));
            assertTrue(readout.guardrails().isEmpty());
            assertEquals(Role.GUARDRAIL, readout.unreadable().getFirst().role());
        }
    }

    @Test
    void aPrimaryMetricThatFailsCannotShip() {
        Readout alone = table().read(Plans.two(200, primary("constant", "mean"), ATTRITION));
        assertInstanceOf(Verdict.DoNotShip.class, verdict(alone));
        assertTrue(alone.effects().isEmpty());
        Readout first =
                table().read(Plans.two(200, primary("constant", "mean") + "," + primary("y", "mean"), ATTRITION));
        assertInstanceOf(Verdict.DoNotShip.class, verdict(first));
        Effect y = first.effects().getFirst();
        assertEquals(2 * y.reading().p(), y.adjustedP().orElseThrow(), 1e-15);
    }

    /** Its mixture is in units of the first primary metric. */
    @Test
    void withTheMixtureTestTheOthersNeedTheFirst() {
        String mixture = ATTRITION + ", \"monitoring\": {\"type\": \"msprt\", \"tauSquared\": 1}";
        Readout readout =
                table().read(Plans.two(200, primary("constant", "mean") + "," + primary("y", "mean"), mixture));
        assertTrue(readout.effects().isEmpty());
        assertTrue(readout.unreadable()
                .get(1)
                .why()
                .startsWith("the mixture's variance is in units of the metric constant"));
    }

    @Test
    void aMetricMayFailInOneArmOnly() {
        Table table = new Table("unit,arm,y");
        for (int i = 0; i < 300; i++) {
            int arm = i % 3;
            table.row(i, List.of("a", "b", "c").get(arm), arm == 2 ? i > 2 ? "" : "1" : Integer.toString(i % 7));
        }
        Readout readout = table.read(Plans.three(100, primary("y", "mean"), ", \"attrition\": 0.3"));
        assertEquals("b", readout.effects().getFirst().arm());
        assertEquals("c", readout.unreadable().getFirst().arm());
        assertTrue(readout.unreadable().getFirst().why().contains("1 unit with a value, and 2 are needed"));
    }

    /** No value to read the cap from. */
    @Test
    void aCapOfNoValuesFailsItsMetric() {
        Table table = new Table("unit,arm,y,none");
        for (int i = 0; i < 100; i++) {
            table.row(i, i % 2 == 0 ? "a" : "b", i % 7, "");
        }
        String capped = ", \"secondary\": [" + metric("none", "mean") + ", \"capQuantile\": 0.9}]";
        Readout readout = table.read(Plans.two(50, primary("y", "mean"), capped + ATTRITION));
        assertEquals("none", readout.unreadable().getFirst().name());
        assertEquals(1, readout.effects().size());
    }
}
