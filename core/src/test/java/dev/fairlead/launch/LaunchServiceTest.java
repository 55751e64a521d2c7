package dev.fairlead.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.decide.Assigned;
import dev.fairlead.decide.Decision;
import dev.fairlead.environment.Environment;
import dev.fairlead.errors.UserException;
import dev.fairlead.events.Event;
import dev.fairlead.events.Exposure;
import dev.fairlead.experiment.assignment.Experiment;
import dev.fairlead.experiment.json.Json;
import dev.fairlead.experiment.plan.Entry;
import dev.fairlead.experiment.plan.Plan;
import dev.fairlead.log.Logged;
import dev.fairlead.radio.Radio;
import dev.fairlead.radio.RadioApp;
import dev.fairlead.radio.SongQuery;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Launches from what operators ask, through events, to arms and counts; without a server. */
class LaunchServiceTest {
    private static final Json WHY = Json.parse("{\"by\":\"ann\",\"reason\":\"as planned\"}");
    private static final String OPTIONS = """
            ,"coverage":0.5,"seed":"other","holdout":{"name":"keep-out","share":0.1},
            "namespace":{"name":"home","start":0.25,"end":1},"testers":{"tess":"treatment"},
            "condition":{"market":{"$in":["de","at"]},"device":"mobile"}
            """;

    private static final FlagFormat FORMAT = new FlagFormat(
            EqualAttributes::new,
            experiments -> new Json.Obj(
                    experiments.stream().collect(Collectors.toMap(Experiment::key, each -> Json.of(each.coverage())))));

    private final List<Event> log = new ArrayList<>();
    private final Vocabulary vocabulary = new Vocabulary(Radio.TYPES, List.of(RadioApp.FEED));
    private final LaunchState state = LaunchState.create(FORMAT, vocabulary);
    private final Launches launches = state.launches();
    private final Exposures exposures = state.exposures();
    private Instant now = Instant.parse("2026-03-02T09:00:00Z");
    private final LaunchService desk = new LaunchService(
            this::append, state, vocabulary, (_, hash) -> hash + "0".repeat(58), Environment.of(() -> now));

    private void append(Event event) {
        log.add(event);
        launches.accept(Logged.at(log.size(), event));
        exposures.accept(Logged.at(log.size(), event));
    }

    private Launch start(String name, String more) {
        return desk.start(request(name, more));
    }

    private static Json request(String name, String more) {
        return Json.parse(
                "{\"by\":\"ann\",\"app\":\"feed\",\"arms\":{\"control\":\"promoted\",\"treatment\":\"abc123\"},\"plan\":"
                        + Plan.example().json().canonical().replace("\"new-ranking\"", "\"" + name + "\"") + more
                        + "}");
    }

    private static Optional<Assigned> assign(Launch launch, String user) {
        return launch.assign(SongQuery.TYPE, SongQuery.from(user, "", ""));
    }

    private static Decision decision(Assigned... arms) {
        return Radio.decision("d", 1_772_409_600_000L, SongQuery.from("u", "", ""), "m", List.of(arms));
    }

    @Test
    void aRampMovesNobody() {
        start("a", ",\"coverage\":0.01");
        Map<String, String> before = arms("a");
        for (double coverage : new double[] {0.02, 0.3, 0.75, 1}) {
            now = now.plus(Duration.ofHours(1));
            desk.change(
                    "a",
                    LaunchService.Change.RAMP,
                    Json.parse("{\"by\":\"ann\",\"reason\":\"so\",\"coverage\":" + coverage + "}"));
            Map<String, String> after = arms("a");
            before.forEach((user, arm) -> assertEquals(arm, after.get(user), user));
            assertTrue(after.size() > before.size());
            before = after;
        }
        assertEquals(5_000, before.size());
    }

    private Map<String, String> arms(String name) {
        Map<String, String> arms = new HashMap<>();
        for (int i = 0; i < 5_000; i++) {
            String user = "u" + i;
            assign(desk.get(name), user).ifPresent(assigned -> arms.put(user, assigned.arm()));
        }
        return arms;
    }

    @Test
    void releasesAreNamedInFullAndOnlyWhileTheLaunchRuns() {
        Launch launch = start("a", "");
        assertEquals(Set.of("abc123" + "0".repeat(58)), launch.releases());
        assertEquals(new ArmPolicy.Promoted(), launch.definition().policy("control"));
        assertEquals(
                List.of("a"),
                launches.running("feed").stream().map(Launch::name).toList());
        assertEquals(
                Launch.Status.STOPPED,
                desk.change("a", LaunchService.Change.STOP, WHY).status());
        assertEquals(List.of(), launches.running("feed"));
        assertEquals(Launch.Status.RUNNING, start("b", "").status(), "the next one may start");
    }

    @Test
    void aLaunchIsStoppedAndTakenBackWhateverTheClockSays() {
        for (LaunchService.Change change :
                List.of(LaunchService.Change.STOP, LaunchService.Change.ROLLBACK, LaunchService.Change.PAUSE)) {
            Launch started = start(change.name(), ",\"despite\":\"ROLLBACK\"");
            now = now.minus(Duration.ofHours(5));
            Launch changed = desk.change(change.name(), change, WHY);
            Entry.Decided last = changed.progress().last();
            assertEquals(started.progress().since(), last.at(), "the history's time goes on");
            assertTrue(last.text().startsWith("as planned (at 2026-03-0"), last::text);
            assertEquals(now.toEpochMilli(), log.getLast().time(), "the event has the clock's");
            now = now.plus(Duration.ofHours(5));
            if (changed.status() == Launch.Status.RUNNING) {
                desk.change(change.name(), LaunchService.Change.STOP, WHY);
            }
        }
    }

    @Test
    void twoLaunchesOfOneSeedAreRefusedUnlessTheirNamespacesAreApart() {
        Json other = Json.parse(request("b", ",\"seed\":\"a\"")
                .canonical()
                .replace("\"app\":\"feed\"", "\"app\":\"checkout\"")
                .replaceAll("\"arms\":\\{\"control\":\"promoted\",\"treatment\":\"abc123\"},", ""));
        start("a", "");
        UserException refused = assertThrows(UserException.class, () -> desk.start(other));
        assertTrue(String.valueOf(refused.getMessage()).contains("give one another seed"), refused.getMessage());
        assertEquals(1, log.size());
    }

    @Test
    void aDecisionMakesOneExposureAUnitAndATesterNone() {
        Launch launch = start("a", ",\"coverage\":1,\"testers\":{\"tess\":\"treatment\"}");
        Assigned ann = assign(launch, "ann").orElseThrow();
        Assigned bob = assign(launch, "bob").orElseThrow();
        Assigned tess = assign(launch, "tess").orElseThrow();
        assertEquals(0.5, ann.propensity());
        List<Exposure> first = DecisionExposures.by(decision(ann));
        assertEquals(1, first.size());
        assertEquals("m", first.getFirst().release());
        assertEquals(first, DecisionExposures.by(decision(ann)));
        assertTrue(!first.getFirst()
                .id()
                .equals(DecisionExposures.by(decision(bob)).getFirst().id()));
        assertEquals(List.of(), DecisionExposures.by(decision(tess)));
        assertEquals(List.of(), DecisionExposures.by(decision()));
        assertEquals(
                List.of(first.getFirst(), DecisionExposures.by(decision(bob)).getFirst()),
                DecisionExposures.by(decision(ann, tess, bob)),
                "one for each arm that was drawn");
    }

    @Test
    void aSnapshotHoldsAllOfIt() throws IOException {
        start("a", OPTIONS);
        desk.change("a", LaunchService.Change.ROLLBACK, WHY);
        Launch launch = start("b", ",\"despite\":\"a\"");
        append(exposure("1", "ann", "control", launch.plan()));
        append(exposure("2", "ann", "treatment", launch.plan()));
        append(exposure("3", "bob", "treatment", launch.plan()));
        append(exposure("4", "eve", "treatment", "0".repeat(64)));
        append(new Exposure("5", 1_772_409_600_000L, "u", "elsewhere", "x", "0".repeat(64), "", 1));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        launches.save(out);
        exposures.save(out);
        Launches loaded = new Launches(FORMAT);
        Exposures met = new Exposures(loaded);
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes.toByteArray()));
        loaded.load(in);
        met.load(in);
        assertEquals(0, in.available());
        assertEquals(launches.payload(), loaded.payload());
        for (Launch one : launches.all()) {
            assertEquals(
                    LaunchReport.of(one, exposures, launches).withHistory(),
                    LaunchReport.of(loaded.get(one.name()).orElseThrow(), met, loaded)
                            .withHistory());
            assertEquals(one.definition(), loaded.get(one.name()).orElseThrow().definition());
        }
        assertEquals(exposures.alarm(), met.alarm());
        assertEquals(1, met.multipleExposures());
        assertEquals(1, met.unknownExposures());
        assertEquals(1, met.unknown());
        LaunchReport report = LaunchReport.of(launch, met, loaded);
        assertEquals(
                List.of(1L, 1L),
                report.arms().stream().map(LaunchReport.ArmCount::units).toList());
    }

    private static Exposure exposure(String id, String unit, String arm, String plan) {
        return new Exposure(id, 1_772_409_600_000L, unit, "b", arm, plan, "", 0.5);
    }

    private static Json elsewhere(String name, String namespace) {
        return Json.parse("{\"by\":\"ann\",\"app\":\"shop\",\"coverage\":1,\"plan\":"
                + Plan.example().json().canonical().replace("\"new-ranking\"", "\"" + name + "\"")
                + (namespace.isEmpty() ? "" : ",\"namespace\":" + namespace) + "}");
    }

    @Test
    void namespacesThatOverlapAreRefusedAndOtherSharedUnitsReported() {
        desk.start(elsewhere("first", "{\"name\":\"home\",\"start\":0,\"end\":0.5}"));
        UserException refused = assertThrows(
                UserException.class,
                () -> desk.start(elsewhere("second", "{\"name\":\"home\",\"start\":0.4,\"end\":1}")));
        assertEquals(UserException.Kind.CONFLICT, refused.kind());
        assertEquals(
                "namespace: launch \"first\" runs on the part 0.0 to 0.5 of the namespace \"home\", which overlaps: at full"
                        + " coverage 10.00 % of all units would be in both; take a part that is free, or another namespace",
                refused.getMessage());
        assertEquals(1, log.size(), "nothing was started");
        Launch rest = desk.start(elsewhere("rest", "{\"name\":\"home\",\"start\":0.5,\"end\":1}"));
        Launch all = desk.start(elsewhere("all", ""));
        assertEquals(
                List.of(new LaunchOverlap.Other("first", 0.5), new LaunchOverlap.Other("rest", 0.5)),
                LaunchOverlap.others(all, launches));
        assertEquals(List.of(new LaunchOverlap.Other("all", 0.5)), LaunchOverlap.others(rest, launches));
        desk.change("first", LaunchService.Change.STOP, WHY);
        desk.start(elsewhere("second", "{\"name\":\"home\",\"start\":0,\"end\":0.5}"));
    }

    @Test
    void anEventThatNoLogHoldsIsRefusedAtTheStart() {
        String plan = Plan.example()
                .json()
                .canonical()
                .replaceFirst("\"column\":\"bought\"", "\"from\":{\"event\":\"donaton\"}");
        UserException refused = assertThrows(
                UserException.class,
                () -> desk.start(Json.parse("{\"by\":\"ann\",\"app\":\"shop\",\"plan\":" + plan + "}")));
        assertTrue(
                String.valueOf(refused.getMessage())
                        .contains("\"donaton\", which no log holds; did you mean 'donation'?"),
                refused::getMessage);
    }

    @Test
    void aLedgerOfAnUnknownLaunchIsNoSnapshotOfThisLog() throws IOException {
        Launch launch = start("b", "");
        append(exposure("1", "ann", "control", launch.plan()));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        exposures.save(new DataOutputStream(bytes));
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes.toByteArray()));
        assertThrows(IOException.class, () -> new Exposures(new Launches(FORMAT)).load(in));
    }
}
