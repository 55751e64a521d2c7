package dev.fairlead.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.events.Event;
import dev.fairlead.market.events.AddToCart;
import dev.fairlead.market.events.Interaction;
import dev.fairlead.market.events.Purchase;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TaobaoLogTest {
    private static final long NOON = 1_511_582_400L;

    @TempDir
    Path folder;

    @Test
    void everyBehaviourBecomesItsEventInOrderOfTime() throws IOException {
        List<Event> events = new ArrayList<>();
        String text = "\uFEFF1,10,5,buy," + (NOON + 3) + "\n1,10,5,pv," + NOON + "\n1,11,5,fav," + (NOON + 1)
                + "\n2,10,5,cart," + (NOON + 2) + "\n";
        Summary summary = TaobaoLog.read(DataFiles.zipped(folder, text), events::add);
        assertEquals(
                List.of(
                        new Interaction("taobao-2", 1000 * NOON, "1", "1-1", "10", "", "view"),
                        new Interaction("taobao-3", 1000 * NOON + 1000, "1", "1-1", "11", "", "favourite"),
                        new AddToCart("taobao-4", 1000 * NOON + 2000, "2", "2-1", "10", "", 1, Double.NaN),
                        new Purchase("taobao-1", 1000 * NOON + 3000, "1", "1-1", "10", "", 1, 0)),
                events);
        assertEquals(new Summary(4, 4, 0, Map.of(), Map.of()), summary);
        events.forEach(Contracts::check);
    }

    @Test
    void aGapOfMoreThanThirtyMinutesStartsASession() throws IOException {
        List<Event> events = new ArrayList<>();
        String text = "";
        for (long second : new long[] {0, 1800, 3601, 3602}) {
            text += "7,10,5,pv," + (NOON + second) + "\n";
        }
        TaobaoLog.read(DataFiles.plain(folder, text), events::add);
        assertEquals(
                List.of("7-1", "7-1", "7-2", "7-2"),
                events.stream().map(event -> ((Interaction) event).session()).toList());
    }

    @Test
    void timesOutsideTheNineDaysAndACutLastRowAreCounted() throws IOException {
        List<Event> events = new ArrayList<>();
        String text = "1,1,1,pv,1511539199\n1,1,1,pv,1511539200\n1,1,1,pv,1512316799\n1,1,1,pv,1512316800\n"
                + "1,1,1,pv,-5\n1,1,1,p";
        Summary summary = TaobaoLog.read(DataFiles.plain(folder, text), events::add);
        assertEquals(
                Map.of("time outside 2017-11-25 to 2017-12-03 (UTC+8)", 3L, "the last row is cut off", 1L),
                summary.skippedByReason());
        assertEquals(new Summary(6, 2, 4, summary.skippedByReason(), Map.of()), summary);
    }

    @Test
    void aWrongFileIsRefusedWithItsLine() throws IOException {
        assertRefused(1, "empty", "");
        assertRefused(1, "2 fields", "a,b\n");
        assertRefused(2, "4 fields", "1,1,1,pv,1511539200\n1,1,1,pv\n1,1,1,pv,1511539200\n");
        assertRefused(1, "unknown behaviour 'look'", "1,1,1,look,1511539200\n");
        assertRefused(1, "time 'noon'", "1,1,1,pv,noon\n");
        assertRefused(1, "must not be empty", ",1,1,pv,1511539200\n");
    }

    private void assertRefused(long line, String reason, String text) throws IOException {
        Path file = DataFiles.plain(folder, text);
        MalformedFile refusal = assertThrows(MalformedFile.class, () -> TaobaoLog.read(file, event -> {}));
        assertEquals(line, refusal.line());
        assertTrue(String.valueOf(refusal.getMessage()).contains(reason), refusal::getMessage);
    }

    @Test
    @Tag("conformance")
    void theSampleIsReadWhole() throws IOException {
        List<Event> events = new ArrayList<>();
        Summary summary = TaobaoLog.read(DataFiles.folder().resolve("taobao/UserBehavior.csv.gz"), events::add);
        assertEquals(84_476, summary.rows());
        assertEquals(
                Map.of("time outside 2017-11-25 to 2017-12-03 (UTC+8)", 35L, "the last row is cut off", 1L),
                summary.skippedByReason());
        assertEquals(summary.rows(), summary.events() + summary.skipped());
        assertEquals(events.size(), summary.events());
        long latest = 0;
        for (Event event : events) {
            Contracts.check(event);
            assertTrue(event.time() >= latest, event::id);
            latest = event.time();
        }
    }
}
