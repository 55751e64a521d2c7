package dev.fairlead.decide;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.events.ContractViolation;
import dev.fairlead.events.EventTypes;
import dev.fairlead.events.Fields;
import dev.fairlead.events.RecordedFields;
import dev.fairlead.log.Position;
import dev.fairlead.radio.Place;
import dev.fairlead.radio.Radio;
import dev.fairlead.radio.SongQuery;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DecisionTest {
    private static final float[] ROW = {
        1.5f, Float.NaN, -0.0f, Float.MIN_VALUE, Float.MAX_VALUE, Float.intBitsToFloat(0x7fc12345)
    };
    private static final double[] LENGTHS = {9.99, Double.NaN};
    private static final Assigned ARM = new Assigned("launch", "plan hash", "treatment", "ann", 0.25);
    private static final Assigned TESTER = new Assigned("other", "other hash", "control", "s", Double.NaN);
    private static final SongQuery QUERY =
            new SongQuery("ann", "s", new Place("de", "mobile"), List.of("hey", "ho"), LENGTHS);
    private static final Choice CHOICE =
            new Choice("ho", 1, "caller", "rank", 1, -2.5, 0.25, Double.NaN, 3.75, 0.5, ROW);
    private static final Decision DECISION = new Decision(
            "d1",
            1_772_409_600_000L,
            "feed",
            List.of(ARM, TESTER),
            "release hash",
            "fingerprint",
            "",
            Position.of(42),
            QUERY,
            List.of(CHOICE));

    private static RecordedFields written() {
        return RecordedFields.of(Radio.TYPES, DECISION);
    }

    @Test
    void aDecisionIsReadBackAsItWasWrittenToTheLastBit() throws ContractViolation {
        Decision read = (Decision) Radio.TYPES.read(written());
        Choice choice = read.choices().getFirst();
        SongQuery query = (SongQuery) read.query();
        assertArrayEquals(bits(ROW), bits(choice.features()));
        assertArrayEquals(LENGTHS, query.lengths());
        assertEquals(1, read.choices().size());
        assertEquals(
                CHOICE,
                new Choice(
                        choice.action(),
                        choice.place(),
                        choice.source(),
                        choice.rule(),
                        choice.index(),
                        choice.score(),
                        choice.probability(),
                        choice.amount(),
                        choice.value(),
                        choice.propensity(),
                        ROW));
        assertEquals(QUERY, new SongQuery(query.user(), query.session(), query.place(), query.songs(), LENGTHS));
        assertEquals(
                DECISION,
                new Decision(
                        read.id(),
                        read.time(),
                        read.app(),
                        read.arms(),
                        read.release(),
                        read.fingerprint(),
                        read.fallback(),
                        read.asOf(),
                        QUERY,
                        DECISION.choices()));
    }

    /** Logs that were written before decisions carried anything are read as ever. */
    @Test
    void whatADecisionCarriesIsReadBackAndMayBeAbsent() throws ContractViolation {
        double[] carried = {20, 2, 0.1 * 20, -1e-300};
        Decision decision = new Decision(
                "d2",
                DECISION.time(),
                "feed",
                List.of(),
                "",
                "fingerprint",
                "",
                Position.of(1),
                QUERY,
                List.of(),
                "hash of numbers",
                carried);
        assertArrayEquals(carried, ((Decision) Radio.TYPES.read(RecordedFields.of(Radio.TYPES, decision))).carried());
        Decision without = (Decision) Radio.TYPES.read(written());
        assertEquals(0, without.carried().length);
        assertEquals("", without.numbers());
        assertEquals(
                "carried",
                refused(written().with("carried", List.of(Double.POSITIVE_INFINITY)))
                        .field());
    }

    /** The whole number that logs held before they could have several partitions is a position, too. */
    @Test
    void aPositionIsTextOrAWholeNumber() throws ContractViolation {
        Decision several = (Decision) Radio.TYPES.read(written().with("as_of", "0:12,1:40"));
        assertEquals(Position.of(12).with(1, 40), several.asOf());
        assertEquals("as_of", refused(written().with("as_of", "12:")).field());
    }

    @Test
    void bitsThatAreNoBase64OrNoWholeNumbersAreRefused() {
        assertEquals("choices[0].features", refused(features("not base64!")).field());
        assertEquals(
                "choices[0].features",
                refused(features(Base64.getEncoder().encodeToString(new byte[15])))
                        .field());
    }

    private static RecordedFields features(String text) {
        RecordedFields choice = new RecordedFields();
        Choice.SCHEMA.write(CHOICE, choice);
        List<Fields> choices = List.of(choice.with("features", text));
        return written().with("choices", choices);
    }

    @Test
    void aDecisionOfAnUnknownAppIsRefused() {
        ContractViolation refused = refused(written().with("app", "checkout"));
        assertEquals("app", refused.field());
        assertEquals("nothing here reads 'query' of 'checkout'; known are feed", refused.reason());
    }

    @Test
    void aQueryOfAnotherAppIsNotWrittenUnderThisOne() {
        EventTypes types = EventTypes.of(PlatformEvents.of(List.of()));
        IllegalArgumentException refused =
                assertThrows(IllegalArgumentException.class, () -> RecordedFields.of(types, DECISION));
        assertEquals("'query' has no schema for a SongQuery", refused.getMessage());
    }

    @Test
    void theArmsAreFoundByTheirLaunch() {
        assertEquals(Optional.of(ARM), DECISION.arm("launch"));
        assertEquals(Optional.of(TESTER), DECISION.arm("other"));
        assertEquals(Optional.empty(), DECISION.arm("third"));
        assertTrue(ARM.drawn());
        assertTrue(!TESTER.drawn(), "a tester's arm is set");
    }

    private static ContractViolation refused(RecordedFields fields) {
        return assertThrows(ContractViolation.class, () -> Radio.TYPES.read(fields));
    }

    private static int[] bits(float[] row) {
        int[] bits = new int[row.length];
        for (int i = 0; i < row.length; i++) {
            bits[i] = Float.floatToRawIntBits(row[i]);
        }
        return bits;
    }
}
