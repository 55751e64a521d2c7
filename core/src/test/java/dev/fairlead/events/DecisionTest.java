package dev.fairlead.events;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.fairlead.log.Position;
import dev.fairlead.market.events.Context;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

class DecisionTest {
    private static final float[] ROW = {
        1.5f, Float.NaN, -0.0f, Float.MIN_VALUE, Float.MAX_VALUE, Float.intBitsToFloat(0x7fc12345)
    };
    private static final double[] PRICES = {9.99, Double.NaN};
    private static final Decision DECISION = new Decision(
            "d1",
            1_772_409_600_000L,
            "feed",
            "ann",
            "s",
            new Context("de", "mobile", "Europe/Berlin", "hats"),
            new Assigned("launch", "plan hash", "treatment", "ann", 0.25),
            "model hash",
            "fingerprint",
            "",
            Position.of(42),
            List.of("hat", "shoe"),
            PRICES,
            List.of(new Decision.Slot("shoe", 1, "caller", "rank", 1, Double.NaN, -2.5, 0.25, 3.75, 0.5, ROW)));

    @Test
    void aDecisionIsReadBackAsItWasWrittenToTheLastBit() throws ContractViolation {
        Decision read = (Decision) EventType.read(RecordedFields.of(DECISION));
        Decision.Slot slot = read.slots().getFirst();
        Decision.Slot written = DECISION.slots().getFirst();
        assertArrayEquals(bits(ROW), bits(slot.features()));
        assertArrayEquals(PRICES, read.prices());
        assertEquals(
                written,
                new Decision.Slot(
                        slot.item(),
                        slot.position(),
                        slot.source(),
                        slot.rule(),
                        slot.index(),
                        slot.price(),
                        slot.score(),
                        slot.probability(),
                        slot.value(),
                        slot.propensity(),
                        ROW));
        assertEquals(
                DECISION,
                new Decision(
                        read.id(),
                        read.time(),
                        read.app(),
                        read.user(),
                        read.session(),
                        read.context(),
                        read.assigned(),
                        read.model(),
                        read.fingerprint(),
                        read.fallback(),
                        read.asOf(),
                        read.candidates(),
                        PRICES,
                        DECISION.slots()));
    }

    @Test
    void bitsThatAreNoBase64OrNoWholeNumbersAreRefused() {
        assertEquals("prices", refused("not base64!").field());
        assertEquals(
                "prices",
                refused(Base64.getEncoder().encodeToString(new byte[15])).field());
    }

    @Test
    void pricesThatAreNotOnePerCandidateAreRefused() {
        assertEquals(
                "3 prices for 2 candidates",
                refused(Base64.getEncoder().encodeToString(new byte[24])).reason());
    }

    private static ContractViolation refused(String prices) {
        return assertThrows(
                ContractViolation.class,
                () -> EventType.read(RecordedFields.of(DECISION).with("prices", prices)));
    }

    private static int[] bits(float[] row) {
        int[] bits = new int[row.length];
        for (int i = 0; i < row.length; i++) {
            bits[i] = Float.floatToRawIntBits(row[i]);
        }
        return bits;
    }
}
