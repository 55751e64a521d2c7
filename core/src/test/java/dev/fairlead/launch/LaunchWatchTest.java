package dev.fairlead.launch;

import static dev.fairlead.launch.Watching.ERRORS;
import static dev.fairlead.launch.Watching.NAME;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.decide.Assigned;
import dev.fairlead.errors.UserException;
import dev.fairlead.events.Erasure;
import dev.fairlead.events.HeapMeasured;
import dev.fairlead.experiment.analysis.Effect;
import dev.fairlead.experiment.analysis.Readout;
import dev.fairlead.experiment.json.Json;
import dev.fairlead.experiment.plan.Entry.Action;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a watch does, and above all what it does not do: the cases in which others ship, or take back, what they should not. */
class LaunchWatchTest {
    private static final String STEPS = """
            {"coverage": 0.1, "minimumUnits": 20}, {"coverage": 0.3, "minimumUnits": 40}, {"coverage": 0.6, "minimumUnits": 60},
            {"coverage": 0.8, "minimumUnits": 80, "approvals": 2}, {"coverage": 1, "minimumUnits": 100}""";

    private final Watching at = new Watching();

    private static String guardrail(String what, double margin, int minimum) {
        return "\"everyDecisions\": 1, \"guardrails\": [{\"name\": \"g\", " + what + ", \"margin\": " + margin
                + ", \"minimumUnits\": " + minimum + "}]";
    }

    private static String metric(String name) {
        return "\"metric\": \"" + name + "\", \"direction\": \"increase\"";
    }

    @Test
    void nothingHappensWithoutTraffic() {
        at.start(STEPS, ERRORS);
        at.pass(Duration.ofDays(30));
        at.watcher.act();
        assertEquals(List.of(Action.STARTED), at.actions());
        assertTrue(at.status().contains("no look yet"), at::status);
    }

    @Test
    void twoRequestsAreNoEvidence() {
        at.start(STEPS, ERRORS.replace("0}", "0, \"minimumUnits\": 10}"));
        at.pass(Duration.ofHours(1));
        for (int i = 0, met = 0; met < 2; i++) {
            met += at.decide("u" + i, "", 5).arms().size();
        }
        at.watcher.act();
        assertEquals(0.1, at.launch().coverage());
        assertTrue(at.status().contains("of the 10 that it needs"), at::status);
    }

    @Test
    void aMeasurementThatFailsIsUnknownAndTheLaunchWaits() {
        String five = Stream.of("listener", "gmv", "gave", "each", "gmv")
                .map(name -> "{\"name\": \"g" + name.hashCode() + "\", " + metric(name)
                        + ", \"margin\": 0, \"minimumUnits\": 2}")
                .distinct()
                .collect(Collectors.joining(",", "\"everyDecisions\": 1, \"guardrails\": [", "]"));
        at.service.start(
                Json.parse(
                        Watching.request(NAME, "{\"coverage\": 0.5, \"minimumUnits\": 1}, {\"coverage\": 1}", five)
                                .canonical()
                                .replace(
                                        "\"secondary\":[",
                                        "\"secondary\":[{\"name\":\"listener\",\"kind\":\"mean\",\"direction\":\"increase\","
                                                + "\"windowDays\":1,\"from\":{\"event\":\"donation\",\"field\":\"user\",\"aggregate\":\"sum\"}},")));
        at.well(0, 100);
        for (int i = 0; i < 10; i++) {
            at.give("u" + i, 1, 1);
        }
        at.pass(Duration.ofDays(5));
        at.well(100, 200);
        at.watcher.act();
        assertEquals(List.of(Action.STARTED), at.actions());
        assertEquals(4, at.status().split("\"outcome\":\"unknown\"", -1).length - 1, at::status);
    }

    @Test
    void harmEndsALaunchThatWaitsForApprovals() {
        at.start("{\"coverage\": 0.5, \"minimumUnits\": 20, \"approvals\": 2}, {\"coverage\": 1}", ERRORS);
        at.well(0, 200);
        at.watcher.act();
        assertEquals(List.of(Action.STARTED), at.actions(), "it waits");
        for (int i = 200; i < 400; i++) {
            boolean treated =
                    at.arms("u" + i).stream().anyMatch(arm -> arm.arm().equals("treatment"));
            at.decide("u" + i, treated ? "error" : "", 5);
            at.watcher.act();
        }
        assertEquals(Launch.Status.ROLLED_BACK, at.launch().status());
        assertEquals("guardrail errors", at.launch().progress().last().by());
        assertEquals(64, at.launch().progress().last().evidence().length());
        assertEquals(List.of(), at.arms("u7"), "nobody is assigned any more");
    }

    /** Harm that was found and not yet acted on is not forgotten when an approval comes. */
    @Test
    void anApprovalDoesNotPassOverHarm() {
        at.start("{\"coverage\": 0.5, \"minimumUnits\": 20, \"approvals\": 1}, {\"coverage\": 1}", ERRORS);
        for (int i = 0; i < 200; i++) {
            boolean treated =
                    at.arms("u" + i).stream().anyMatch(arm -> arm.arm().equals("treatment"));
            at.decide("u" + i, treated ? "error" : "", 5);
        }
        at.change(LaunchService.Change.APPROVE, "bob");
        at.watcher.act();
        assertEquals(List.of(Action.STARTED, Action.APPROVED, Action.ROLLED_BACK), at.actions());
    }

    /** Ten units of each arm are too few to know a mean; two hundred are enough. */
    @Test
    void aFewLargeValuesAreNoMean() {
        double[] values = {100, 100, 100, 100, 100, 100, 100, 1, 1, 1};
        latencies(values, new double[] {1, 1, 1, 1, 1, 1, 1, 1, 1, 1}, 1);
        assertEquals(Launch.Status.RUNNING, at.launch().status());
        assertTrue(at.status().contains("the smaller arm has 10 units of the 100 that it needs"), at::status);
        Watching many = new Watching();
        latencies(many, values, new double[] {1, 1, 1, 1, 1, 1, 1, 1, 1, 1}, 20);
        assertEquals(Launch.Status.ROLLED_BACK, many.launch().status());
    }

    @Test
    void aFewSmallCountsAgainstZerosAreNoHarm() {
        latencies(new double[] {0, 1, 2, 1, 0, 0}, new double[] {0, 0, 0, 0, 0, 0}, 1);
        assertEquals(Launch.Status.RUNNING, at.launch().status());
        assertEquals(List.of(Action.STARTED), at.actions());
    }

    private void latencies(double[] treatment, double[] control, int times) {
        latencies(at, treatment, control, times);
    }

    /** As many units of each arm as there are values, in turn. */
    private static void latencies(Watching at, double[] treatment, double[] control, int times) {
        at.start(
                "{\"coverage\": 1, \"minimumUnits\": 1000}",
                guardrail("\"measure\": \"latency-mean\", \"direction\": \"decrease\"", 1, 100));
        int[] met = new int[2];
        for (int i = 0; met[0] + met[1] < 2 * times * control.length; i++) {
            at.pass(Duration.ofSeconds(1));
            int arm = at.arms("u" + i).getFirst().arm().equals("treatment") ? 1 : 0;
            if (met[arm] < times * control.length) {
                double[] values = arm == 1 ? treatment : control;
                at.decide("u" + i, "", values[met[arm]++ % values.length]);
            }
        }
        at.watcher.act();
    }

    @Test
    void errorsOfTheCanaryWithoutABaselineAreNoComparison() {
        at.start(STEPS, ERRORS);
        for (int i = 0; i < 2000; i++) {
            List<Assigned> arms = at.arms("u" + i);
            if (arms.stream().anyMatch(arm -> arm.arm().equals("treatment"))) {
                at.decide("u" + i, "error", 5);
            }
        }
        at.watcher.act();
        assertEquals(List.of(Action.STARTED), at.actions());
        assertTrue(at.status().contains("the smaller arm has 0 units"), at::status);
    }

    @Test
    void whoSleptOverFourStepsGoesStepByStepAndStopsAtTheNextApproval() {
        at.start(STEPS, ERRORS);
        at.well(0, 5000);
        assertEquals(0.1, at.launch().coverage(), "nobody did anything");
        for (int i = 0; i < 10; i++) {
            at.watcher.act();
            at.well(5000 + 500 * i, 5500 + 500 * i);
        }
        assertEquals(List.of(Action.STARTED, Action.RAMPED, Action.RAMPED, Action.RAMPED), at.actions());
        assertEquals(0.8, at.launch().coverage());
        refused("started launch \"live\"", () -> at.change(LaunchService.Change.APPROVE, "ann"));
        refused("is no owner", () -> at.change(LaunchService.Change.APPROVE, "dan"));
        at.change(LaunchService.Change.APPROVE, "bob");
        refused("has approved this step already", () -> at.change(LaunchService.Change.APPROVE, "bob"));
        refused("needs the approval of 2 owners to end, and has 1", () -> at.change(LaunchService.Change.RAMP, "bob"));
        at.change(LaunchService.Change.APPROVE, "eve");
        at.watcher.act();
        assertEquals(1, at.launch().coverage());
    }

    private static void refused(String why, Runnable change) {
        UserException refused = assertThrows(UserException.class, change::run);
        assertTrue(String.valueOf(refused.getMessage()).contains(why), refused::getMessage);
    }

    @Test
    void aPausedRampWaitsAndHarmEndsItNevertheless() {
        at.start(STEPS, ERRORS);
        at.change(LaunchService.Change.PAUSE, "bob");
        at.well(0, 1000);
        at.watcher.act();
        assertEquals(0.1, at.launch().coverage());
        assertTrue(at.status().contains("\"status\":\"paused\""), at::status);
        at.change(LaunchService.Change.RESUME, "bob");
        at.watcher.act();
        assertEquals(0.3, at.launch().coverage(), "what it waited for is there");
    }

    @Test
    void whatWasDecidedOnALaunchAsItWasIsNotDoneOnAnother() {
        at.start("{\"coverage\": 1, \"minimumUnits\": 20}", "\"promote\": \"treatment\", " + ERRORS);
        at.well(0, 200);
        List<LaunchAct> due = at.state.watches().due();
        assertEquals(Action.SHIPPED, due.getFirst().action());
        at.change(LaunchService.Change.ROLLBACK, "bob");
        refused("is rolled back and stays so", () -> at.service.act(due.getFirst()));
        at.watcher.act();
        assertEquals(List.of(Action.STARTED, Action.ROLLED_BACK), at.actions());
    }

    @Test
    void aReleaseThatWasRolledBackIsNotStartedAgainByMistake() {
        at.start(STEPS, ERRORS);
        at.change(LaunchService.Change.ROLLBACK, "bob");
        Json again = Watching.request("again", STEPS, ERRORS);
        refused("was rolled back with launch \"live\" by bob: so", () -> at.service.start(again));
        String corrected = again.canonical().replace(Watching.HASH, "c".repeat(64));
        assertEquals(
                Launch.Status.RUNNING, at.service.start(Json.parse(corrected)).status());
    }

    @Test
    void whoStartsAgainWithTheSameSeedMeetsTheSamePeople() {
        at.start("{\"coverage\": 0.3}", ERRORS);
        List<String> before = people();
        at.change(LaunchService.Change.STOP, "bob");
        at.service.start(Json.parse(Watching.request("again", "{\"coverage\": 0.3}", ERRORS)
                .canonical()
                .replace("\"by\":", "\"seed\":\"live\",\"by\":")));
        assertEquals(before, people());
    }

    private List<String> people() {
        return IntStream.range(0, 500)
                .mapToObj(i -> at.arms("u" + i).stream().map(Assigned::arm).toList() + " u" + i)
                .toList();
    }

    @Test
    void decisionsAfterTheEndThatKnewOfItAreErrors() {
        at.start("{\"coverage\": 1, \"minimumUnits\": 20}", ERRORS);
        at.well(0, 50);
        List<Assigned> arms = at.arms("u1");
        var before = at.log.end();
        at.change(LaunchService.Change.ROLLBACK, "bob");
        at.decided("u1", arms, "", 5, before);
        assertTrue(at.status().contains("rolled back, verified"), at::status);
        assertTrue(at.status().contains("\"decisions_under_way\":1"), at::status);
        at.decided("u1", arms, "", 5, at.log.end());
        assertTrue(at.status().contains("rolled back, not verified"), at::status);
    }

    /** A tenth of control's buyers: seen an hour after each entered, over twenty worlds. */
    @Test
    void aModelWithItsSignFlippedIsWithdrawnBeforeTwoHundredDecisions() {
        for (int seed = 0; seed < 20; seed++) {
            Watching world = new Watching();
            SplittableRandom random = new SplittableRandom(seed);
            world.start(
                    "{\"coverage\": 0.2, \"minimumHours\": 48}, {\"coverage\": 1}",
                    "\"everyDecisions\": 1, \"guardrails\": [{\"name\": \"gave\", \"metric\": \"gave\", \"withinHours\": 1,"
                            + " \"direction\": \"increase\", \"margin\": 0, \"minimumUnits\": 1}]");
            int affected = 0;
            for (int i = 0; i < 5_000 && world.launch().status() == Launch.Status.RUNNING; i++) {
                world.pass(Duration.ofSeconds(60));
                String arm = world.decide("s" + seed + "u" + i, "", 5)
                        .arm(NAME)
                        .map(Assigned::arm)
                        .orElse("");
                affected += arm.equals("treatment") ? 1 : 0;
                if (random.nextDouble() < (arm.equals("treatment") ? 0.05 : 0.5)) {
                    world.give("s" + seed + "u" + i, 1, 10);
                }
                world.watcher.act();
            }
            assertEquals("guardrail gave", world.launch().progress().last().by());
            assertTrue(affected < 200, "affected: " + affected);
        }
    }

    private void heap(String process, int mebibytes) {
        at.pass(Duration.ofMinutes(1));
        at.append(new HeapMeasured(
                "heap-" + process + at.now.toEpochMilli(), at.now.toEpochMilli(), process, (long) mebibytes << 20));
        at.decide("h" + at.now.toEpochMilli(), "", 5);
    }

    private static final String MEMORY =
            "\"everyDecisions\": 1, \"guardrails\": [{\"name\": \"memory\", \"measure\": \"memory\", \"direction\": \"decrease\", \"margin\": 30}]";

    /** What one process has in use grows beyond the margin and stays so; a moment's peak and a process that starts are no growth. */
    @Test
    void aReleaseThatKeepsMemoryIsWithdrawnByTheHeapOfItsProcess() throws IOException {
        at.start("{\"coverage\": 1, \"minimumHours\": 700}", MEMORY);
        heap("one", 100);
        heap("one", 500);
        assertTrue(at.status().contains("the heap was measured 2 times since the step began, of the 3"), at::status);
        heap("two", 900);
        for (int i = 0; i < 3; i++) {
            heap("one", 110);
        }
        at.watcher.act();
        assertEquals(List.of(Action.STARTED), at.actions());
        LaunchState loaded = at.again();
        assertEquals(at.status(), loaded.watches().status(at.launch(), "").canonical(), "as a snapshot has it");
        for (int i = 0; i < 3; i++) {
            heap("one", 131);
        }
        at.watcher.act();
        assertEquals("guardrail memory", at.launch().progress().last().by());
        assertTrue(
                at.status().contains("of process one grew from 100.0 to 131.0 MiB since the step began, beyond 130.0"),
                at::status);
    }

    @Test
    void aStepOfTheRampBeginsWithTheMemoryThatIsInUseThen() {
        at.start("{\"coverage\": 0.1, \"minimumHours\": 700}, {\"coverage\": 1, \"minimumHours\": 700}", MEMORY);
        heap("one", 100);
        heap("one", 120);
        at.change(LaunchService.Change.RAMP, "bob");
        for (int i = 0; i < 3; i++) {
            heap("one", 145);
        }
        at.watcher.act();
        assertEquals(List.of(Action.STARTED, Action.RAMPED), at.actions(), "145 is within 30 of 120");
    }

    @Test
    void everyActIsInAChainWithTheHashOfItsEvidence() {
        at.start(STEPS, ERRORS);
        at.well(0, 1000);
        at.watcher.act();
        LaunchRecords records =
                new LaunchRecords(at.log, at.vocabulary, at.service, Optional.of(at.state.watches()), _ -> "");
        String journal = records.journal(NAME).canonical();
        assertTrue(journal.contains("\"by\":\"watch\""), journal);
        assertTrue(journal.contains("\"rests_on\":{\"act\":[\"RAMPED\"]"), journal);
    }

    /** A world of donations, late and out of order, in which looks are taken: sums equal the analysis of the exported units. */
    private void donations(SplittableRandom random, int users) {
        at.start("{\"coverage\": 1, \"minimumHours\": 700}", guardrail(metric("gmv"), 1000, 2));
        for (int i = 0; i < 20 * users; i++) {
            at.pass(Duration.ofSeconds(random.nextInt(1, 2 * 86400 / users)));
            String user = "u" + random.nextInt(users);
            at.decide(user, "", 5);
            if (random.nextInt(3) == 0) {
                var then = at.now;
                at.now = then.minusSeconds(random.nextInt(3 * 86400));
                at.give(user, 1 + random.nextInt(3), random.nextDouble() * 100);
                at.now = then;
            }
        }
    }

    @Test
    void liveSumsAreThoseOfTheAnalysis() {
        donations(new SplittableRandom(7), 200);
        at.decide("nobody-in-particular", "", 5);
        LaunchReadouts books = new LaunchReadouts(at.log, at.vocabulary, at.service, () -> at.now);
        Json.Obj request = (Json.Obj) Json.parse(at.status());
        Readout readout = books.readout(NAME, Optional.empty()).readout();
        var metrics = ((Json.Arr) request.get("metrics").orElseThrow()).elements();
        int compared = 0;
        for (Effect effect : readout.effects()) {
            double control = value(metrics, effect.name(), "control", "value");
            double treatment = value(metrics, effect.name(), "treatment", "value");
            close(effect.control(), control, effect.name());
            close(effect.treatment(), treatment, effect.name());
            assertEquals(effect.units()[0], (long) value(metrics, effect.name(), "control", "units"));
            if (effect.method().equals("welch")) {
                double error = Math.hypot(
                        value(metrics, effect.name(), "control", "standard_error"),
                        value(metrics, effect.name(), "treatment", "standard_error"));
                close(effect.reading().standardError(), error, effect.name());
                compared++;
            }
        }
        assertTrue(compared > 0);
    }

    private static void close(double expected, double actual, String what) {
        assertEquals(expected, actual, 1e-12 * Math.max(1, Math.abs(expected)), what);
    }

    private static double value(List<Json> metrics, String metric, String arm, String name) {
        return metrics.stream()
                .map(Json.Obj.class::cast)
                .filter(each -> each.get("metric").equals(Optional.of(Json.of(metric)))
                        && each.get("arm").equals(Optional.of(Json.of(arm))))
                .map(each -> ((Json.Num) each.get(name).orElseThrow()).value())
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aSnapshotGoesOnAsTheStateWouldHave() throws IOException {
        donations(new SplittableRandom(8), 50);
        LaunchState loaded = at.again();
        Launch launch = at.launch();
        assertEquals(at.status(), loaded.watches().status(launch, "").canonical());
        var end = at.log.end();
        at.well(0, 60);
        at.give("u1", 2, 3);
        at.log.readAll(logged -> {
            if (logged.offset() > end.offset(0)) {
                loaded.accept(logged);
            }
        });
        assertEquals(at.status(), loaded.watches().status(launch, "").canonical());
    }

    @Test
    void aPersonWhoIsErasedLeavesNoNameBehindAndAllNumbersAsTheyWere() throws IOException {
        donations(new SplittableRandom(9), 50);
        String before = at.status();
        at.append(new Erasure("erasure-7", at.now.toEpochMilli(), "u17", "0123456789abcdef"));
        assertEquals(before, at.status());
        byte[] saved = at.bytes();
        assertFalse(new String(saved, StandardCharsets.ISO_8859_1).contains("u17"));
        assertTrue(new String(saved, StandardCharsets.ISO_8859_1).contains("erased-7"));
        at.pass(Duration.ofDays(3));
        at.decide("u1", "", 5);
        assertTrue(at.status().contains("\"metric\":\"gmv\""), "windows close under the new name");
    }

    @Test
    void whatIsWrongInAWatchIsRefusedClearly() {
        wrong(
                "watch.guardrails[0].direction: is missing",
                "{\"coverage\": 1}",
                ERRORS.replace("\"direction\": \"decrease\", ", ""));
        wrong(
                "watch.guardrails[0].direction: is missing",
                "{\"coverage\": 1}",
                MEMORY.replace("\"direction\": \"decrease\", ", ""));
        wrong(
                "held against a limit, which is no test and spends none",
                "{\"coverage\": 1}",
                MEMORY.replace("\"margin\"", "\"alpha\": 0.01, \"margin\""));
        wrong(
                "\"gmw\" is no metric of this plan; did you mean 'gmv'",
                "{\"coverage\": 1}",
                guardrail(metric("gmw"), 0, 1));
        wrong(
                "an alpha is spent once",
                "{\"coverage\": 1}",
                guardrail(metric("gmv"), 0, 1).replace("\"margin\"", "\"alpha\": 0.1, \"margin\""));
        wrong(
                "must be above that of the step before",
                "{\"coverage\": 0.5, \"minimumHours\": 1}, {\"coverage\": 0.2}",
                ERRORS);
        wrong("are of owners, of whom there are 3", "{\"coverage\": 1, \"approvals\": 4}", ERRORS);
        wrong("is no arm but control", "{\"coverage\": 1}", "\"promote\": \"control\", " + ERRORS);
        wrong(
                "is the other way than that of the metric",
                "{\"coverage\": 1}",
                guardrail(metric("gmv").replace("increase", "decrease"), 0, 1));
        wrong("must name the values", "{\"coverage\": 1}", "\"slices\": [{\"column\": \"device\"}], " + ERRORS);
        at.start("{\"coverage\": 1}", ERRORS);
        refused("the plan was changed after it was locked", () -> at.start("{\"coverage\": 0.9}", ERRORS));
    }

    private void wrong(String why, String ramp, String watch) {
        refused(why, () -> at.start(ramp, watch));
    }
}
