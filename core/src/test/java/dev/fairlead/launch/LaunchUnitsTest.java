package dev.fairlead.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.decide.Assigned;
import dev.fairlead.decide.Decision;
import dev.fairlead.environment.Environment;
import dev.fairlead.errors.UserException;
import dev.fairlead.events.Event;
import dev.fairlead.experiment.assignment.Holdout;
import dev.fairlead.experiment.json.Json;
import dev.fairlead.experiment.outcome.UnitTable;
import dev.fairlead.log.Logged;
import dev.fairlead.log.MemoryLog;
import dev.fairlead.radio.Donation;
import dev.fairlead.radio.Listener;
import dev.fairlead.radio.Play;
import dev.fairlead.radio.Radio;
import dev.fairlead.radio.RadioApp;
import dev.fairlead.radio.SongQuery;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Units of a launch from a log that says all of them, among much else. */
class LaunchUnitsTest {
    private static final Instant START = Instant.parse("2026-03-02T00:00:00Z");
    private static final String REQUEST = """
            {"by": "ann", "app": "feed", "coverage": 0.8, "arms": {"control": "promoted", "treatment": "heuristic"},
             "holdout": {"name": "year", "share": 0.2}, "plan":
             {"name": "live", "hypothesis": "h", "unit": "user", "owners": ["ann"],
              "arms": [{"name": "control", "weight": 1, "units": 9, "control": true}, {"name": "treatment", "weight": 1, "units": 9}],
              "primary": [{"name": "gmv", "kind": "mean", "direction": "increase", "windowDays": 2,
                           "from": {"event": "donation", "field": "worth", "times": "coins"}, "minimumDetectableEffect": 1}],
              "slices": [{"column": "device"}, {"column": "cohort"}]}}
            """;

    private final MemoryLog log = new MemoryLog();
    private Instant now = START;
    private final Vocabulary vocabulary = new Vocabulary(Radio.TYPES, List.of(RadioApp.FEED));
    private final LaunchState state = LaunchState.create(FlagFormat.NONE, vocabulary);
    private final Launches launches = state.launches();
    private final LaunchService desk =
            new LaunchService(this::append, state, vocabulary, (_, release) -> release, Environment.of(() -> now));
    private int ids;

    private void append(Event event) {
        launches.accept(Logged.at(log.append(List.of(event), List.of()).end().offset(0), event));
    }

    private String id() {
        return "e" + ids++;
    }

    private List<Assigned> decide(String user, String device, Instant at) {
        SongQuery query = SongQuery.from(user, "de", device);
        List<Assigned> arms = launches.running("feed").stream()
                .flatMap(launch -> launch.assign(SongQuery.TYPE, query).stream())
                .toList();
        Decision decision = Radio.decision(id(), at.toEpochMilli(), query, "", arms);
        append(decision);
        DecisionExposures.by(decision).forEach(this::append);
        return arms;
    }

    private void give(String user, Instant at, long coins, double worth) {
        append(new Donation(id(), at.toEpochMilli(), user, coins, worth));
    }

    private List<Map<String, String>> rows(boolean heldOut) {
        UnitTable table = new LaunchReadouts(log, vocabulary, desk, () -> now).units("live", Optional.empty(), heldOut);
        List<String> columns = table.columns();
        var rows = new ArrayList<Map<String, String>>();
        table.read(columns, row -> {
            var cells = new TreeMap<String, String>();
            for (int i = 0; i < columns.size(); i++) {
                cells.put(columns.get(i), row.text(i));
            }
            rows.add(cells);
        });
        return rows;
    }

    @Test
    void aUnitIsDescribedByWhatWasKnownWhenItEntered() {
        append(new Listener(id(), START.toEpochMilli(), "u1", "old"));
        desk.start(Json.parse(
                REQUEST.replace("\"coverage\": 0.8", "\"coverage\": 1").replace("0.2}", "0.0001}")));
        decide("u1", "mobile", START.plusSeconds(60));
        decide("u1", "desktop", START.plusSeconds(120));
        append(new Listener(id(), START.plusSeconds(180).toEpochMilli(), "u1", "new"));
        give("u1", START.plusSeconds(200), 2, 9.5);
        give("u1", START.plusSeconds(30), 1, 100);
        give("nobody", START.plus(Duration.ofDays(3)), 1, 100);
        now = START.plus(Duration.ofDays(4));
        Map<String, String> row = rows(false).getFirst();
        assertEquals("2026-03-02T00:01:00Z", row.get("entered"));
        assertEquals("19", row.get("gmv"));
        assertEquals("mobile", row.get("device"));
        assertEquals("old", row.get("cohort"));
    }

    /** What the plan leaves out is what the app says of its metric; what the plan says stands. */
    @Test
    void aPlanCanNameMetricsOfTheApp() {
        String named = REQUEST.replace("\"coverage\": 0.8", "\"coverage\": 1")
                .replace("0.2}", "0.0001}")
                .replaceFirst("\"primary\": \\[[^\\]]*\\]", """
                        "primary": [{"name": "worth", "minimumDetectableEffect": 1},
                                    {"name": "plays", "windowDays": 2, "minimumDetectableEffect": 1}]""");
        desk.start(Json.parse(named));
        decide("u1", "mobile", START.plusSeconds(60));
        give("u1", START.plusSeconds(200), 2, 9.5);
        append(new Play(id(), START.plus(Duration.ofHours(30)).toEpochMilli(), "u1", "hey"));
        now = START.plus(Duration.ofDays(4));
        append(new Play(id(), now.toEpochMilli(), "u2", "hey"));
        Map<String, String> row = rows(false).getFirst();
        assertEquals("9.5", row.get("worth"));
        assertEquals("1", row.get("plays"), "within the plan's two days, not the app's one");
        String unknown = named.replace("\"live\"", "\"other\"").replace("\"worth\"", "\"wealth\"");
        UserException refused = assertThrows(UserException.class, () -> desk.start(Json.parse(unknown)));
        assertEquals(UserException.Kind.INVALID, refused.kind());
        assertTrue(String.valueOf(refused.getMessage()).contains("primary[0]"), refused::getMessage);
    }

    @Test
    void anEventFromTheFutureDoesNotCloseWindows() {
        desk.start(Json.parse(
                REQUEST.replace("\"coverage\": 0.8", "\"coverage\": 1").replace("0.2}", "0.0001}")));
        decide("u1", "mobile", START.plusSeconds(60));
        give("u1", START.plus(Duration.ofDays(30)), 1, 1);
        now = START.plus(Duration.ofDays(1));
        assertEquals("", rows(false).getFirst().get("gmv"), "the window is open until a day from now");
        now = START.plus(Duration.ofDays(60));
        assertEquals("0", rows(false).getFirst().get("gmv"));
    }

    /** Those that the holdout keeps out and that would have had an arm but for it, from their first request under the launch on. */
    @Test
    void whoIsHeldOutHasAnArmOfItsOwn() {
        for (int i = 0; i < 40; i++) {
            decide("u" + i, "mobile", START.minusSeconds(60));
        }
        Launch launch = desk.start(Json.parse(REQUEST));
        var holdout = new Holdout("year", 0.2);
        var entered = new TreeMap<String, String>();
        var open = new Launch(launch.history(), launch.definition().withoutHoldout(), 0.8);
        for (int i = 0; i < 400; i++) {
            String user = "u" + i;
            Instant at = START.plusSeconds(60 + i);
            List<Assigned> arms = decide(user, "mobile", at);
            decide(user, "mobile", at.plusSeconds(3600));
            Optional<Assigned> but = open.assign(SongQuery.TYPE, SongQuery.from(user, "", ""));
            assertEquals(arms.isEmpty(), holdout.contains(user) || but.isEmpty());
            but.ifPresent(arm -> entered.put(user, (holdout.contains(user) ? "holdout" : arm.arm()) + " " + at));
        }
        now = START.plus(Duration.ofDays(9));
        var found = new TreeMap<String, String>();
        rows(true)
                .forEach(row -> found.put(String.valueOf(row.get("unit")), row.get("arm") + " " + row.get("entered")));
        assertEquals(entered, found);
        assertTrue(
                found.values().stream().filter(arm -> arm.startsWith("holdout")).count() > 40);
        found.values().removeIf(arm -> arm.startsWith("holdout"));
        assertEquals(found.size(), rows(false).size());
    }

    @Test
    void whatCannotBeReadIsSaid() {
        UserException none = assertThrows(UserException.class, () -> rows(false));
        assertEquals(UserException.Kind.UNKNOWN, none.kind());
        desk.start(Json.parse(REQUEST.replace("\"holdout\": {\"name\": \"year\", \"share\": 0.2},", "")));
        UserException empty = assertThrows(UserException.class, () -> rows(false));
        assertTrue(
                String.valueOf(empty.getMessage()).contains("no unit has met one of its arms yet"), empty::getMessage);
        UserException free = assertThrows(UserException.class, () -> rows(true));
        assertTrue(String.valueOf(free.getMessage()).contains("it has no holdout"), free::getMessage);
    }
}
