package dev.fairlead.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.events.Event;
import dev.fairlead.market.events.Click;
import dev.fairlead.market.events.Context;
import dev.fairlead.market.events.Filter;
import dev.fairlead.market.events.Impression;
import dev.fairlead.market.events.Impression.Shown;
import dev.fairlead.market.events.Interaction;
import dev.fairlead.market.events.Search;
import dev.fairlead.market.events.Sort;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrivagoLogTest {
    private static final String HEADER = "user_id,session_id,timestamp,step,action_type,reference,platform,city,device,"
            + "current_filters,impressions,prices\n";

    @TempDir
    Path folder;

    @Test
    void everyActionBecomesItsEvent() throws IOException {
        assertEquals(
                List.of(
                        new Search("trivago-1", 1541600000000L, "u", "s", "Nice, France"),
                        new Interaction("trivago-2", 1541600001000L, "u", "s", "11", "", "search"),
                        new Filter("trivago-3", 1541600002000L, "u", "s", "Pool"),
                        new Sort("trivago-4", 1541600003000L, "u", "s", "price only"),
                        new Interaction("trivago-5", 1541600004000L, "u", "s", "12", "", "deals"),
                        new Impression(
                                "trivago-6",
                                1541600004999L,
                                "u",
                                "s",
                                "s:6",
                                "search",
                                new Context("FR", "tablet", "", "Nice, France"),
                                List.of(new Shown("12", 1, 70, Double.NaN), new Shown("13", 2, 85, Double.NaN))),
                        new Click("trivago-6-click", 1541600005000L, "u", "s", "13", "s:6")),
                events(row("u", "s", 0, 1, "search for destination", "\"Nice, France\"")
                        + row("u", "s", 1, 2, "search for item", "11")
                        + row("u", "s", 2, 3, "filter selection", "Pool")
                        + row("u", "s", 3, 4, "change of sort order", "price only")
                        + row("u", "s", 4, 5, "interaction item deals", "12")
                        + clickout("s", 5, 6, "13")));
    }

    @Test
    void sessionsAreMergedByTimeAndKeepTheirSteps() throws IOException {
        String text = row("u", "s", 10, 1, "filter selection", "a")
                + row("u", "s", 30, 2, "filter selection", "b")
                + row("u", "s", 30, 3, "filter selection", "c")
                + row("v", "t", 5, 1, "filter selection", "d")
                + row("v", "t", 30, 2, "filter selection", "e");
        assertEquals(
                List.of("d", "a", "b", "c", "e"),
                events(text).stream().map(event -> ((Filter) event).filter()).toList());
    }

    @Test
    void actionsOnNoItemAreCountedNotDropped() throws IOException {
        List<Event> events = new ArrayList<>();
        Path file = DataFiles.zipped(
                folder,
                HEADER
                        + row("u", "s", 0, 1, "interaction item info", "unknown")
                        + row("u", "s", 1, 2, "search for item", "unknown")
                        + clickout("s", 2, 3, "")
                        + clickout("s", 3, 4, "99")
                        + clickout("s", 4, 4, "12"));
        Summary summary = TrivagoLog.read(file, events::add);
        assertEquals(
                Map.of(
                        "interaction item info: the reference is not an item", 1L,
                        "search for item: the reference is not an item", 1L,
                        "clickout item: the reference is not an item", 1L),
                summary.skippedByReason());
        assertEquals(
                Map.of(
                        "clickout item: the reference is not in the list", 1L,
                        "clickout item: the session has this step twice", 1L),
                summary.oddByReason());
        assertEquals(new Summary(5, 5, 3, summary.skippedByReason(), summary.oddByReason()), summary);
        assertEquals(
                List.of("trivago-3", "trivago-4", "trivago-4-click", "trivago-5", "trivago-5-click"),
                events.stream().map(Event::id).toList());
        assertEquals("s:4:5", ((Click) events.getLast()).request());
    }

    @Test
    void aWrongFileIsRefusedWithItsLine() throws IOException {
        assertRefused(1, "not a trivago session log", "1,2,3\n");
        assertRefused(1, "not a trivago session log", "");
        String good = HEADER + row("u", "s", 0, 1, "filter selection", "a");
        assertRefused(3, "2 fields", good + "u,s\n");
        assertRefused(3, "timestamp is 'x'", good + "u,s,x,1,filter selection,a,FR,Nice,mobile,,,\n");
        assertRefused(3, "unknown action_type 'stare'", good + row("u", "s", 1, 2, "stare", "a"));
        assertRefused(3, "unknown action_type", good + row("u", "s", 1, 2, "interaction item smell", "1"));
        assertRefused(3, "one price for each", good + "u,s,1,2,clickout item,1,FR,Nice,mobile,,1|2,50\n");
        assertRefused(3, "price '-5'", good + "u,s,1,2,clickout item,1,FR,Nice,mobile,,1,-5\n");
        assertRefused(3, "must not be empty", good + row("", "s", 1, 2, "filter selection", "a"));
    }

    private void assertRefused(long line, String reason, String text) throws IOException {
        Path file = DataFiles.plain(folder, text);
        MalformedFile refusal = assertThrows(
                MalformedFile.class, () -> TrivagoLog.read(file, event -> assertTrue(false, "no event expected")));
        assertEquals(line, refusal.line());
        assertTrue(String.valueOf(refusal.getMessage()).contains(reason), refusal::getMessage);
    }

    private List<Event> events(String rows) throws IOException {
        List<Event> events = new ArrayList<>();
        TrivagoLog.read(DataFiles.plain(folder, HEADER + rows), events::add);
        return events;
    }

    private static String row(String user, String session, int second, int step, String action, String reference) {
        return user + "," + session + "," + (1541600000 + second) + "," + step + "," + action + "," + reference
                + ",FR,\"Nice, France\",tablet,,,\n";
    }

    private static String clickout(String session, int second, int step, String reference) {
        return "u," + session + "," + (1541600000 + second) + "," + step + ",clickout item," + reference
                + ",FR,\"Nice, France\",tablet,Pool,12|13,70|85\n";
    }
}
