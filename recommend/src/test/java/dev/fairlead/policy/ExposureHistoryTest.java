package dev.fairlead.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Windows of any length over one history are what adding up the last slates gives. */
class ExposureHistoryTest {
    private record Past(int slots, int given, double owed) {}

    private final List<Past> past = new ArrayList<>();
    private final SplittableRandom random = new SplittableRandom(4);

    private void slate(ExposureHistory... all) {
        int slots = random.nextInt(ExposureHistory.MOST_SLOTS + 1);
        int given = random.nextInt(slots + 1);
        double owed = slots * random.nextDouble();
        past.add(new Past(slots, given, owed));
        for (ExposureHistory history : all) {
            history.record(slots, given, owed, 0.5);
        }
    }

    private ExposureWindow naive(double share, int length) {
        int slots = 0;
        int given = 0;
        for (Past one : past.subList(Math.max(0, past.size() - length + 1), past.size())) {
            slots += one.slots;
            given += one.given;
        }
        double carried = 0;
        for (Past one : past) {
            carried = Math.min(3, Math.max(-3, carried + one.owed - one.given));
        }
        return new ExposureWindow(share, slots, given, carried);
    }

    private void assertNaive(ExposureHistory history, int... lengths) {
        for (int length : lengths) {
            assertEquals(naive(0.2, length), history.window(0.2, length), past.size() + " slates, " + length);
        }
    }

    @Test
    void aWindowOfAnyLengthIsTheSumOfItsSlates() {
        ExposureHistory history = new ExposureHistory();
        assertEquals(new ExposureWindow(0.2, 0, 0, 0), history.window(0.2, 7));
        for (int i = 0; i < 300; i++) {
            slate(history);
            assertNaive(history, 1, 2, 15, 16, 17, 100, ExposureHistory.MOST);
        }
        assertEquals(150, history.cost());
    }

    /** More slates than are kept, and more slots than an int counts. */
    @Test
    void theLongestWindowForgetsTheOldestSlate() {
        ExposureHistory history = new ExposureHistory();
        while (past.size() < 2_500_000) {
            slate(history);
        }
        long slots = past.stream().mapToLong(Past::slots).sum();
        assertTrue(slots > Integer.MAX_VALUE, slots + " slots");
        assertNaive(history, 1, 500, ExposureHistory.MOST - 1, ExposureHistory.MOST);
        int given = 0;
        int all = 0;
        for (Past one : past.subList(past.size() - ExposureHistory.MOST, past.size())) {
            given += one.given;
            all += one.slots;
        }
        assertEquals((double) given / all, history.share(ExposureHistory.MOST));
    }

    @Test
    void shareIsOfTheSlatesThatWere() {
        ExposureHistory history = new ExposureHistory();
        assertTrue(Double.isNaN(history.share(3)));
        for (int given = 1; given <= 5; given++) {
            history.record(10, given, 3, 0.5);
        }
        assertEquals((3 + 4 + 5) / 30.0, history.share(3));
        assertEquals(15 / 50.0, history.share(9));
    }

    @Test
    void aSlateThatCannotBeIsRefusedAndNotCounted() {
        ExposureHistory history = new ExposureHistory();
        history.record(10, 2, 1, 0.25);
        assertThrows(IllegalArgumentException.class, () -> history.record(10, 11, 1, 0));
        assertThrows(IllegalArgumentException.class, () -> history.record(-1, -1, 0, 0));
        assertThrows(IllegalArgumentException.class, () -> history.record(3_000, 1, 1, 0));
        assertThrows(IllegalArgumentException.class, () -> history.record(10, 1, Double.NaN, 0));
        assertThrows(IllegalArgumentException.class, () -> history.record(10, 1, 1, Double.POSITIVE_INFINITY));
        assertEquals(new ExposureWindow(0.1, 10, 2, -1), history.window(0.1, 9));
        assertEquals(0.25, history.cost());
    }

    @Test
    void aHistoryComesBackAsItWasAndGoesOnAlike() throws IOException {
        ExposureHistory history = new ExposureHistory();
        for (int i = 0; i < 40; i++) {
            slate(history);
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        history.save(new DataOutputStream(bytes));
        ExposureHistory same = new ExposureHistory();
        same.load(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
        assertEquals(20, same.cost());
        assertNaive(same, 1, 2, 40, 41, 42);
        for (int i = 0; i < 40; i++) {
            slate(history, same);
        }
        assertNaive(history, 1, 2, 40, 80, 81);
        assertNaive(same, 1, 2, 40, 80, 81);
    }
}
