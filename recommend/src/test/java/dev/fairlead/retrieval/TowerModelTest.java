package dev.fairlead.retrieval;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.events.Contract;
import dev.fairlead.events.ContractViolation;
import dev.fairlead.events.Fields;
import dev.fairlead.events.RecordedFields;
import dev.fairlead.market.features.EventKind;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TowerModelTest {
    private static final TowerShape SHAPE = new TowerShape(3, 2, Double.POSITIVE_INFINITY, 1, 0.5, 4, true, false);
    private static final ItemFields ITEM = new ItemFields("a", "home/kitchen", "b", "s", 12, "Red, red Pan");
    private static final FieldKeys KEYS = new FieldKeys();

    /** Embeddings of everything the item has but its seller; row r is {r, 10 r, 100 r}. */
    private static TowerModel model() {
        FieldKeys keys = KEYS.of(ITEM);
        long[] known = {
            keys.key(0),
            keys.key(1),
            keys.key(2),
            keys.key(3),
            keys.key(5),
            keys.key(6),
            keys.key(8),
            FieldKeys.inHistory(keys.key(0)),
            FieldKeys.market(7)
        };
        float[] rows = new float[30];
        for (int row = 0; row < 10; row++) {
            rows[3 * row] = row;
            rows[3 * row + 1] = 10 * row;
            rows[3 * row + 2] = 100 * row;
        }
        return new TowerModel(SHAPE, new Vocabulary(known), rows);
    }

    @Test
    void anItemIsTheSumOfItsFields() {
        // id 0, home 1, home/kitchen 2, brand 3, price band 4; title: red 5, red 5, pan 6
        float sum = 1 + 2 + 3 + 4 + (5 + 5 + 6) / 3f;
        assertArrayEquals(new float[] {sum, 10 * sum, 100 * sum}, model().item(ITEM), 1e-3f);
    }

    @Test
    void anUnknownItemIsItsContent() {
        ItemFields other = new ItemFields("other", "home/kitchen", "b", "s", 12, "");
        assertArrayEquals(new float[] {10, 100, 1000}, model().item(other));
        assertArrayEquals(
                model().content(ITEM), model().item(new ItemFields("", "home/kitchen", "b", "s", 12, "Red, red Pan")));
        assertTrue(model().knows("a"));
        assertFalse(model().knows("other"));
    }

    @Test
    void aUserIsTheWeightedHistoryAndTheContext() {
        ItemFields unknown = ItemFields.ofId("unknown");
        UserFields user = new UserFields(
                "u",
                List.of(
                        new PastInteraction(unknown, EventKind.CLICK, 10),
                        new PastInteraction(ITEM, EventKind.PURCHASE, 20),
                        new PastInteraction(ITEM, EventKind.PURCHASE, 30)), // not read
                0,
                7,
                "mobile");
        // place 0 weighs 1; place 1, a purchase, 4 × 1/2; sum^0.5; rows: history 7, market 8, everybody 9
        float first = (float) (2 * 7 / Math.sqrt(3) + 8 + 9);
        assertArrayEquals(new float[] {first, 10 * first, 1}, model().user(user), 1e-4f);
    }

    @Test
    void nobodyIsWhatAllShare() {
        assertArrayEquals(new float[] {9, 90, 1}, model().user(UserFields.ofHistory(List.of())));
    }

    @Test
    void itIsReadAsItWasWritten() throws ContractViolation {
        float[] rows = new float[30];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = Float.intBitsToFloat(0x3f000001 + 7919 * i);
        }
        TowerModel written =
                new TowerModel(SHAPE, new Vocabulary(new long[] {5, -3, Long.MIN_VALUE, 4, 1, 2, 3, 6, 7}), rows);
        RecordedFields fields = new RecordedFields();
        written.write(fields);
        Contract in = new Contract(fields);
        TowerModel read = TowerModel.read(in);
        in.refuseUnread();
        RecordedFields again = new RecordedFields();
        read.write(again);
        for (String name : List.of("keys", "rows")) {
            assertEquals(base64(fields, name), base64(again, name));
        }
        assertEquals(SHAPE, read.shape());
        assertArrayEquals(written.user(UserFields.ofHistory(List.of())), read.user(UserFields.ofHistory(List.of())));
        assertEquals(written.embeddings(), read.embeddings());
    }

    private static List<String> base64(RecordedFields fields, String name) throws ContractViolation {
        List<String> parts = new ArrayList<>();
        for (Fields part : fields.records(name).orElseThrow()) {
            parts.add(part.text("base64").orElseThrow());
        }
        return parts;
    }

    @Test
    void aDocumentThatDoesNotFitIsRefused() throws ContractViolation {
        RecordedFields fields = new RecordedFields();
        model().write(fields);
        fields.whole("embeddings", 8);
        ContractViolation refused = assertThrows(ContractViolation.class, () -> TowerModel.read(new Contract(fields)));
        assertEquals("keys", refused.field());
    }
}
