package dev.fairlead.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.decide.Choice;
import dev.fairlead.decide.Decider;
import dev.fairlead.decide.Decision;
import dev.fairlead.decide.Served;
import dev.fairlead.environment.Environment;
import dev.fairlead.environment.SimulatedEnvironment;
import dev.fairlead.events.ShadowDecision;
import dev.fairlead.experiment.json.Json;
import dev.fairlead.experiment.plan.Entry;
import dev.fairlead.launch.Launch;
import dev.fairlead.launch.LaunchService;
import dev.fairlead.learn.LinearModel;
import dev.fairlead.learn.LogisticRegression;
import dev.fairlead.log.Position;
import dev.fairlead.registry.LinearModelType;
import dev.fairlead.registry.ModelCard;
import dev.fairlead.registry.Release;
import dev.fairlead.toy.Greenhouse;
import dev.fairlead.toy.Greenhouse.Night;
import dev.fairlead.toy.ServedApp;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A launch of the toy app from its start to its end, by its watch and the approvals that its plan asks for. */
class WatchedLaunchTest {
    private static final Instant START = Instant.parse("2026-01-10T00:00:00Z");
    private static final String NAME = "model-for-all";

    private final SimulatedEnvironment world = new SimulatedEnvironment(START);
    private Consumer<Served> meets = _ -> {};
    private volatile String failsIn = "nowhere";
    private volatile String house = "";

    @TempDir
    private Path folder = Path.of("");

    private Node open() {
        return Node.open(folder, List.of(new ServedApp<>(new Greenhouse(), this::meet)), world);
    }

    private void meet(Served served) {
        if (served.release().isPresent() && house.equals(failsIn)) {
            throw new IllegalStateException("broken in " + house);
        }
        meets.accept(served);
    }

    /** A release that foresees frost the better the greater its weight. */
    private String release(Node node, double weight) {
        return release(node, weight, world.clock().millis());
    }

    static String release(Node node, double weight, long now) {
        Greenhouse app = new Greenhouse();
        LinearModel model = new LinearModel(
                app.features().fingerprint(),
                new LogisticRegression(new int[] {0}, new double[] {4}, new double[] {1}, new double[] {weight}, 0));
        ModelCard card = new ModelCard(
                app.name(),
                "Tests.",
                "Set by hand.",
                new ModelCard.DataSpan("none", true, 1, now, now, now, now, "0".repeat(64)),
                "",
                0,
                "none",
                "none",
                "none",
                List.of(),
                List.of());
        return node.registry().put(card, LinearModelType.LINEAR, model, now);
    }

    private Launch start(Node node, String hash, String more) {
        return node.desk().start(Json.parse(request(hash, more)));
    }

    private static String request(String hash, String more) {
        return request(hash, more, NAME);
    }

    static String request(String hash, String more, String name) {
        return """
                {"app": "greenhouse", "by": "ann", "arms": {"rule": "promoted", "model": "%s"},
                 "plan": {"name": "%s", "hypothesis": "The model loses fewer plants.", "unit": "cluster", "cluster": "sensor",
                          "arms": [{"name": "rule", "weight": 1, "units": 1000, "control": true}, {"name": "model", "weight": 1, "units": 1000}],
                          "primary": [{"name": "plants-lost", "minimumDetectableEffect": 1}],
                          "ramp": [{"coverage": 0.1, "minimumUnits": 20}, {"coverage": 0.5, "minimumHours": 1, "approvals": 1}, {"coverage": 1, "minimumHours": 1}],
                          "watch": {"promote": "model", "guardrails": [
                             {"name": "errors", "measure": "errors", "direction": "decrease", "margin": 0},
                             {"name": "waits", "measure": "latency-p95", "direction": "decrease", "margin": 50}]},
                          "owners": ["ann", "bob"]}%s}
                """.formatted(hash, name, more);
    }

    /** One sensor is asked for after the other, a quarter of a minute apart, as long as something can come of it. */
    private void live(Node node, int sensors, int rounds) {
        Decider<Night> decider = decider(node);
        Launch.Status before = node.desk().get(NAME).status();
        for (int i = 0; i < sensors * rounds && node.desk().get(NAME).status() == before; i++) {
            world.advance(world.clock().millis() + 15_000);
            house = i % 3 == 0 ? "north" : "south";
            decider.decide(new Night("bed-" + i % sensors, house));
        }
    }

    @SuppressWarnings("unchecked") // the app's queries are nights
    private static Decider<Night> decider(Node node) {
        return (Decider<Night>) node.instance("greenhouse").decider();
    }

    private static LaunchService.Change approve() {
        return LaunchService.Change.APPROVE;
    }

    private static Json why(String by) {
        return Json.parse("{\"by\":\"" + by + "\",\"reason\":\"as planned\"}");
    }

    private static long decisions(Node node, String hash) {
        long[] count = {0};
        node.log().readAll(logged -> {
            if (logged.event() instanceof Decision decision
                    && decision.arms().stream().anyMatch(arm -> arm.arm().equals("model"))) {
                count[0]++;
            }
        });
        return count[0];
    }

    @Test
    void aGoodReleaseGoesToEverybodyWithTheApprovalsOfThePlanAlone() {
        String hash;
        try (Node node = open()) {
            hash = release(node, -1);
            start(node, hash, "");
            live(node, 1000, 2);
            Launch launch = node.desk().get(NAME);
            assertEquals(0.5, launch.coverage(), "it waits for an approval");
            assertTrue(
                    status(node).contains("the step needs the approval of 1 owners to end, and has 0"),
                    () -> status(node));
        }
        try (Node node = open()) {
            assertEquals(node.log().end(), node.restoredAt(), "the snapshot holds what was watched");
            node.desk().change(NAME, approve(), why("bob"));
            live(node, 1000, 2);
            Launch launch = node.desk().get(NAME);
            assertEquals(Launch.Status.COMPLETED, launch.status());
            assertEquals(hash, node.serving("greenhouse"));
            assertEquals(
                    List.of("STARTED", "RAMPED", "APPROVED", "RAMPED", "SHIPPED"),
                    launch.history().entries().stream()
                            .filter(Entry.Decided.class::isInstance)
                            .map(entry -> ((Entry.Decided) entry).action().name())
                            .toList());
            assertEquals(hash, live(node, world.clock().instant()));
            assertEquals("heuristic", live(node, START.plusSeconds(600)));
            node.desk().change(NAME, LaunchService.Change.ROLLBACK, why("ann"));
            assertEquals("", node.serving("greenhouse"), "it goes back to what served before");
            assertTrue(status(node).contains("\"rolled back, verified\""), () -> status(node));
        }
    }

    private static String status(Node node) {
        return node.books().records().status(NAME).canonical();
    }

    /** What was promoted at some time. */
    private static String live(Node node, Instant at) {
        String live = node.books().records().live(at, Optional.of("bed-1")).canonical();
        return live.replaceAll(".*\"promoted\":\"([^\"]*)\".*", "$1");
    }

    @Test
    void aReleaseThatThrowsIsWithdrawnByItsErrors() {
        try (Node node = open()) {
            String hash = release(node, -1);
            start(node, hash, "");
            meets = served -> {
                if (served.release().isPresent()) {
                    throw new IllegalStateException("broken");
                }
            };
            live(node, 10_000, 1);
            Launch launch = node.desk().get(NAME);
            assertEquals(Launch.Status.ROLLED_BACK, launch.status());
            assertEquals("guardrail errors", launch.progress().last().by());
            assertTrue(decisions(node, hash) < 40, () -> "affected: " + decisions(node, hash));
            assertEquals("", node.serving("greenhouse"));
        }
    }

    private Launch startInShadow(Node node, String hash) {
        return node.desk()
                .start(Json.parse(request(hash, "")
                        .replace(
                                "\"watch\": {",
                                "\"watch\": {\"shadow\": {\"minimumDecisions\": 100, \"approvals\": 1, \"maximumFallbacks\": 0.01,"
                                        + " \"latencyMargin\": 50}, ")));
    }

    /** A release that decides as what serves agrees with it in all, and serves nobody before an owner has agreed. */
    @Test
    void inShadowAReleaseDecidesEverythingAndServesNobody() {
        String hash;
        try (Node node = open()) {
            hash = release(node, -1);
            node.promote("greenhouse", hash, "what serves");
            startInShadow(node, hash);
            live(node, 500, 1);
            assertEquals(0, node.desk().get(NAME).coverage());
            assertTrue(status(node).contains("\"in shadow\""), () -> status(node));
            assertTrue(status(node).contains("the shadow needs the approval of 1 owners"), () -> status(node));
            assertTrue(
                    status(node)
                            .contains(
                                    "\"shadow\":{\"arms\":[{\"agreement\":1,\"arm\":\"model\",\"decisions\":500,\"fallbacks\":0,"),
                    () -> status(node));
            assertEquals(0, decisions(node, hash));
        }
        try (Node node = open()) {
            assertTrue(status(node).contains("\"decisions\":500"), () -> status(node));
            node.desk().change(NAME, approve(), why("bob"));
            live(node, 1000, 1);
            assertTrue(node.desk().get(NAME).coverage() >= 0.1, () -> status(node));
            assertTrue(decisions(node, hash) > 0);
            node.log().readAll(logged -> {
                if (logged.event() instanceof ShadowDecision shadow) {
                    Decision answered = (Decision)
                            node.index().find(shadow.decision()).orElseThrow().event();
                    assertEquals(answered.choices().stream().map(Choice::action).toList(), shadow.actions());
                    assertEquals(hash, shadow.release());
                }
            });
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatIsBrokenOrSlowInShadowHasServedNobody(boolean broken) {
        try (Node node = open()) {
            String hash = release(node, -1);
            startInShadow(node, hash);
            meets = served -> {
                if (served.release().isPresent() && broken) {
                    throw new IllegalStateException("broken");
                }
                world.advance(world.clock().millis() + (served.release().isPresent() ? 200 : 5));
            };
            live(node, 1000, 1);
            Launch launch = node.desk().get(NAME);
            assertEquals(Launch.Status.ROLLED_BACK, launch.status(), launch.history()::last);
            assertEquals("guardrail shadow", launch.progress().last().by());
            assertEquals(0, decisions(node, hash));
        }
    }

    @Test
    void aSlowReleaseIsWithdrawnByItsLatency() {
        try (Node node = open()) {
            String hash = release(node, -1);
            start(node, hash, "");
            SplittableRandom random = new SplittableRandom(1);
            meets = served -> world.advance(world.clock().millis()
                    + random.nextInt(5, 20)
                    + (served.release().isPresent() ? 200 : 0));
            live(node, 10_000, 1);
            Launch launch = node.desk().get(NAME);
            assertEquals(Launch.Status.ROLLED_BACK, launch.status(), launch.history()::last);
            assertEquals("guardrail waits", launch.progress().last().by());
            assertTrue(decisions(node, hash) < 700, () -> "affected: " + decisions(node, hash));
        }
    }

    @Test
    void whereOneHouseIsHurtOnlyThatGoesBack() {
        try (Node node = open()) {
            String hash = release(node, -1);
            node.desk()
                    .start(Json.parse(request(hash, "")
                            .replace(
                                    "\"watch\": {",
                                    "\"watch\": {\"slices\": [{\"column\": \"house\", \"values\": [\"north\", \"south\"]}], ")
                            .replace("\"minimumUnits\": 20", "\"minimumUnits\": 300")));
            failsIn = "north";
            live(node, 10_000, 1);
            Launch launch = node.desk().get(NAME);
            assertEquals(Launch.Status.RUNNING, launch.status(), launch.history()::last);
            assertTrue(launch.definition()
                    .condition()
                    .orElseThrow()
                    .written()
                    .canonical()
                    .equals("{\"house\":{\"$ne\":\"north\"}}"));
            assertTrue(status(node).contains("\"excluded\":[\"house=north\"]"), () -> status(node));
            assertTrue(launch.coverage() > 0.1, "the rest is a valid experiment, and goes on");
        }
    }

    /** Two threads ask without a pause on the machine's clock: each decision is of one release, and the way back takes no second. */
    @Test
    void onARealClockTheWayBackTakesLessThanASecond() throws Exception {
        try (Node node =
                Node.open(folder, List.of(new ServedApp<>(new Greenhouse(), this::meet)), Environment.system())) {
            String hash = release(node, -1);
            start(node, hash, "");
            failsIn = "south";
            house = "south";
            AtomicInteger asked = new AtomicInteger();
            List<Thread> threads = IntStream.range(0, 2)
                    .mapToObj(_ -> Thread.ofVirtual().start(() -> {
                        while (node.desk().get(NAME).status() == Launch.Status.RUNNING && asked.get() < 20_000) {
                            decider(node).decide(new Night("bed-" + asked.incrementAndGet(), "south"));
                        }
                    }))
                    .toList();
            for (Thread thread : threads) {
                thread.join();
            }
            Launch launch = node.desk().get(NAME);
            assertEquals(Launch.Status.ROLLED_BACK, launch.status());
            node.append(List.of());
            String journal = node.books().records().journal(NAME).canonical();
            Instant found =
                    Instant.parse(journal.replaceAll(".*\"act\":\\[\"ROLLED_BACK\"\\],\"at\":\"([^\"]*)\".*", "$1"));
            Duration took = Duration.between(found, launch.progress().last().at());
            assertTrue(took.compareTo(Duration.ofSeconds(1)) < 0, took::toString);
            assertTrue(status(node).contains("\"rolled back, verified\""), () -> status(node));
            node.log().readAll(logged -> {
                if (logged.event() instanceof Decision decision
                        && !decision.arms().isEmpty()) {
                    boolean treated = decision.arms().getFirst().arm().equals("model");
                    assertEquals(treated ? "error" : "no release", decision.fallback(), "its arm's answer");
                }
            });
        }
    }

    /** What served before the launch is what serves beside it and after it, and nothing older. */
    @Test
    void aLaunchThatIsTakenBackLeavesWhatServedBeforeIt() {
        try (Node node = open()) {
            String oldest = release(node, -1);
            String live = release(node, -2);
            String canary = release(node, -3);
            node.promote("greenhouse", oldest, "the first");
            node.promote("greenhouse", live, "the second");
            Position promoted = node.log().end();
            start(node, canary, "");
            meets = served -> {
                if (served.release().map(Release::hash).equals(Optional.of(canary))) {
                    throw new IllegalStateException("broken");
                }
            };
            live(node, 10_000, 1);
            assertEquals(Launch.Status.ROLLED_BACK, node.desk().get(NAME).status());
            decider(node).decide(new Night("bed-1", "north"));
            List<String> answered = new ArrayList<>();
            node.log().readAll(logged -> {
                if (logged.event() instanceof Decision decision
                        && logged.position().covers(promoted)) {
                    boolean treated =
                            decision.arms().stream().anyMatch(arm -> arm.arm().equals("model"));
                    assertEquals(treated ? "" : live, decision.release());
                    answered.add(decision.release());
                }
            });
            assertEquals(live, answered.getLast());
            assertEquals(live, node.serving("greenhouse"));
        }
    }

    @Test
    void aLaunchOfTheFewestFieldsGoesBackToWhatServedBeforeIt() {
        try (Node node = open()) {
            String live = release(node, -2);
            node.promote("greenhouse", live, "before");
            node.desk()
                    .start(Json.parse(
                            request(release(node, -3), "").replaceAll("(?s)\"ramp\".*\"owners\"", "\"owners\"")));
            decider(node).decide(new Night("bed-1", "north"));
            node.desk().change(NAME, LaunchService.Change.ROLLBACK, why("ann"));
            assertEquals(live, decider(node).decide(new Night("bed-1", "north")).release());
            assertTrue(status(node).contains("\"rolled back, verified\""), () -> status(node));
        }
    }
}
