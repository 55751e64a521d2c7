package dev.fairlead.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.fairlead.decide.Decision;
import dev.fairlead.environment.Environment;
import dev.fairlead.feed.FeedConfig;
import dev.fairlead.log.DeadLetter;
import dev.fairlead.log.Position;
import dev.fairlead.server.Apps;
import dev.fairlead.server.LiveMarket;
import dev.fairlead.server.Node;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;

/** The command line: what it prints, what it refuses, and with which exit status. */
class CliTest {
    private static final long TIME = 1_772_409_600_000L;

    @TempDir
    private Path folder = Path.of("");

    /** Runs a command on the data folder. */
    private CliRun fairlead(String... args) {
        return CliRun.of(
                Stream.concat(Arrays.stream(args), Stream.of("--data", data())).toArray(String[]::new));
    }

    private String data() {
        return folder.resolve("data").toString();
    }

    private Path file(String name, String... lines) throws IOException {
        return Files.write(folder.resolve(name), List.of(lines));
    }

    private static String click(String id, long time) {
        return "{\"type\":\"click\",\"id\":\"" + id + "\",\"time\":" + time
                + ",\"user\":\"u\",\"session\":\"s\",\"item\":\"i\"}";
    }

    private static void assertKeys(JsonNode row, String... keys) {
        List<String> found = new ArrayList<>();
        row.fieldNames().forEachRemaining(found::add);
        assertEquals(List.of(keys), found);
    }

    private static Stream<CommandLine> all(CommandLine command) {
        return Stream.concat(
                Stream.of(command), command.getSubcommands().values().stream().flatMap(CliTest::all));
    }

    @Test
    void everyCommandAndEveryArgumentIsExplained() {
        List<CommandLine> commands = all(Main.commandLine()).toList();
        assertTrue(commands.size() > 15);
        for (CommandLine command : commands) {
            String name = command.getCommandSpec().qualifiedName();
            CliRun help = CliRun.of(Stream.concat(Arrays.stream(name.split(" ")).skip(1), Stream.of("--help"))
                    .toArray(String[]::new));
            help.expect(0).says("Usage: " + name);
            assertTrue(command.getCommandSpec().usageMessage().description().length > 0, name);
            for (ArgSpec argument : command.getCommandSpec().args()) {
                assertTrue(argument.description().length > 0, () -> name + " " + argument);
            }
        }
    }

    @Test
    void wrongUsageIsStatusTwo() {
        CliRun.of("models", "--colour").expect(2).says("--colour");
        CliRun.of("serve", "--port", "many").expect(2).says("many");
        CliRun.of("paint").expect(2).says("paint");
        CliRun.of().expect(2).says("demo");
        CliRun.of("import").expect(2).says("FILE");
        CliRun.of("evaluate", "weather").expect(2).says("weather");
    }

    @Test
    void anEmptyFolderIsNoError() throws IOException {
        fairlead("models").expect(0).says("the heuristic serves");
        fairlead("dead-letters").expect(0).says("0 waiting");
        fairlead("audit").expect(0);
        fairlead("parity").expect(0).says("0 decisions");
        assertEquals(0, fairlead("models", "--json", "-").expect(0).json().size());
    }

    @Test
    void thereIsNothingToTrainOnInAnEmptyLog() {
        for (String command : List.of("train", "evaluate")) {
            String[] args = command.equals("train") ? new String[] {command} : new String[] {command, "feed"};
            CliRun refused = fairlead(args).expect(1).says("0 user actions; at least 100 are needed");
            assertFalse(refused.err().contains("\tat "), "a stack trace");
        }
    }

    @Test
    void whatIsWrongInAFileIsToldAndKept() throws IOException {
        Path events = file(
                "events.jsonl",
                click("good", TIME),
                "{\"type\":\"click\",",
                "{\"type\":\"dance\",\"id\":\"d\",\"time\":" + TIME + "}",
                "{\"type\":\"click\",\"id\":\"m\",\"time\":" + TIME + ",\"user\":\"u\",\"session\":\"s\"}",
                "{\"type\":\"item\",\"id\":\"n\",\"time\":" + TIME + ",\"item\":\"i\",\"price\":-1}",
                click("future", System.currentTimeMillis() + 1_000_000_000L),
                click("good", TIME),
                click("also good", TIME));
        fairlead("import", events.toString())
                .expect(0)
                .says("2 accepted, 1 duplicates, 5 refused (kept: see dead-letters)");
        fairlead("dead-letters", "--dismiss", "1,2,3,4,5").expect(0);
        fairlead("import", events.toString()).expect(0).says("0 accepted, 3 duplicates, 5 refused");
        CliRun listed = fairlead("dead-letters").expect(0).says("5 waiting");
        listed.says("events.jsonl:2  event: ");
        listed.says("events.jsonl:3  type: unknown event type 'dance'");
        listed.says("events.jsonl:4  item: required field 'item' is missing");
        listed.says("events.jsonl:5  price: -1.0 is outside 0.0 to");
        listed.says("events.jsonl:6  time: ");
        JsonNode rows = fairlead("dead-letters", "--json", "-").expect(0).json();
        assertEquals(5, rows.size());
        for (JsonNode row : rows) {
            assertKeys(row, "number", "received", "source", "line", "field", "reason", "payload");
        }
    }

    @Test
    void anImportOfNothingButRefusalsFails() throws IOException {
        fairlead("import", file("bad.jsonl", "{}").toString()).expect(1).says("0 accepted, 0 duplicates, 1 refused");
    }

    @Test
    void whatStillBreaksItsContractWaitsAtItsOldPlace() throws IOException {
        long future = System.currentTimeMillis() + 1_000_000_000L;
        fairlead(
                        "import",
                        file("e.jsonl", "not json", click("a", TIME), click("future", future))
                                .toString())
                .expect(0);
        fairlead("dead-letters", "--resubmit")
                .expect(0)
                .says("e.jsonl:1  event:")
                .says("e.jsonl:3  time:")
                .says("2 waiting");
    }

    @Test
    void whatKeepsItsContractNowIsTakenWhenResubmitted() {
        try (Node node = Node.open(Path.of(data()), Apps.of(FeedConfig.defaults()), Environment.system())) {
            node.log()
                    .append(
                            List.of(),
                            List.of(
                                    new DeadLetter(0, 1, "old.jsonl", 7, "item", "was too long", click("late", TIME)),
                                    new DeadLetter(0, 1, "http", 1, "type", "Fairlead itself", PROMOTION)));
        }
        fairlead("dead-letters", "--resubmit").expect(0).says("1 waiting").says("http:1  type: Fairlead itself");
        try (Node node = Node.open(Path.of(data()), Apps.of(FeedConfig.defaults()), Environment.system())) {
            assertEquals(Position.of(1), node.log().end());
            assertTrue(node.index().find("late").isPresent());
        }
    }

    private static final String PROMOTION = "{\"type\":\"promotion\",\"id\":\"p\",\"time\":" + TIME
            + ",\"app\":\"feed\",\"release\":\"abc\",\"reason\":\"mine\"}";

    @Test
    void anOperatorImportsWhatFairleadExported() throws IOException {
        fairlead("import", file("log.jsonl", click("a", TIME), PROMOTION).toString())
                .expect(0)
                .says("2 accepted");
        Path exported = folder.resolve("out");
        fairlead("export", exported.toString()).expect(0).says("events.jsonl");
        CliRun.of(
                        "import",
                        exported.resolve("events.jsonl").toString(),
                        "--data",
                        folder.resolve("other").toString())
                .expect(0)
                .says("2 accepted, 0 duplicates, 0 refused");
    }

    @Test
    void aFileThatIsNotThereIsNamed() {
        String missing = folder.resolve("missing.jsonl").toString();
        fairlead("import", missing).expect(1).says("there is no file " + missing);
        fairlead("import", folder.resolve("t.csv").toString()).expect(1).says("there is no file ");
        fairlead("models", "import", missing).expect(1).says("fairlead: there is no file or folder " + missing);
        fairlead("models", "--config", missing).expect(1).says("there is no configuration file " + missing);
        fairlead("evaluate", "feed", "--from", "trivago").expect(1).says("needs a FILE");
        fairlead("evaluate", "feed", "--served", "--from", "trivago", "x")
                .expect(1)
                .says("--served measures");
        fairlead("evaluate", "feed", "--from", "yoochoose", "x").expect(1).says("measured with --served");
    }

    @Test
    void aModelThatNobodyKnowsIsRefused() {
        fairlead("reproduce", "0123456789")
                .expect(1)
                .says("no one model has the hash 0123456789; see: fairlead models");
        fairlead("models", "show", "0123456789").expect(1).says("no one model has the hash 0123456789");
        fairlead("models", "promote", "0123456789").expect(1).says("no one model has the hash 0123456789");
    }

    @Test
    void wrongNumbersStopTheStart() throws IOException {
        Path unknown = file("unknown.properties", "candidats=10");
        fairlead("train", "--config", unknown.toString())
                .expect(1)
                .says("unknown configuration key 'candidats'; did you mean 'candidates'?");
        Path range = file("range.properties", "split.test.share=2");
        fairlead("train", "--config", range.toString())
                .expect(1)
                .says("'split.test.share' is '2'; it must be a number from 0.01 to 0.9");
    }

    @Test
    void aPortThatIsTakenIsTold() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            fairlead("serve", "--port", String.valueOf(taken.getLocalPort()))
                    .expect(1)
                    .says("cannot listen on 127.0.0.1:" + taken.getLocalPort());
        }
        fairlead("models").expect(0);
    }

    @Test
    void aFolderIsForOneProcess() throws Exception {
        try (Node node = Node.open(Path.of(data()), Apps.of(FeedConfig.defaults()), Environment.system())) {
            Process second = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-XX:TieredStopAtLevel=1",
                            "--enable-native-access=ALL-UNNAMED",
                            "-cp",
                            System.getProperty("java.class.path"),
                            Main.class.getName(),
                            "serve",
                            "--port",
                            "0",
                            "--data",
                            data())
                    .redirectErrorStream(true)
                    .start();
            String said = new String(second.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertEquals(1, second.waitFor(), said);
            assertTrue(
                    said.contains("is in use by process "
                            + ProcessHandle.current().pid() + "; stop that one or choose another folder"),
                    said);
            assertFalse(said.contains("\tat "), said);
            assertEquals(Position.of(0), node.log().end());
        }
    }

    @Test
    void aModelIsTrainedMeasuredShownMovedAndReproduced() throws Exception {
        LiveMarket market = new LiveMarket(Path.of(data()), LiveMarket.small(6));
        try (Node node = market.open()) {
            market.run(node, 300);
        }
        String config = file("few.properties", "ranker.trees=4", "classifier.trees=4", "candidates=100")
                .toString();
        JsonNode measured = fairlead("evaluate", "feed", "--simulated", "--config", config, "--json", "-")
                .expect(0)
                .json();
        assertTrue(measured.size() > 50);
        for (JsonNode row : measured) {
            assertKeys(row, "policy", "metric", "slice", "value", "low", "high", "n");
        }
        fairlead("train", "--simulated", "--promote", "--config", config)
                .expect(0)
                .says("serves now");
        JsonNode models = fairlead("models", "--json", "-").expect(0).json();
        assertKeys(models.get(0), "model", "created", "bytes", "serves");
        assertEquals("yes", models.get(0).at("/serves").asText());
        String hash = models.get(0).at("/model").asText();
        fairlead("models", "show", hash.substring(0, 8))
                .expect(0)
                .says("simulated")
                .says(hash);
        fairlead("reproduce", hash).expect(0).says("equal: ");
        assertKeys(
                fairlead("parity", "--json", "-").expect(0).json().get(0),
                "app",
                "decisions",
                "rows",
                "floats",
                "differing",
                "other_features");
        theDecisionsAreMadeAgain();
        assertKeys(
                fairlead("audit", "--json", "-").expect(0).json().get(0),
                "outcome",
                "slice",
                "joined",
                "total",
                "share");
        List<String> findings = new ArrayList<>();
        fairlead("audit", "--json", "-").expect(0).json().forEach(row -> {
            if (row.has("finding")) {
                findings.add(row.get("finding").asText() + " " + row.get("of").asText());
            }
        });
        assertTrue(
                findings.containsAll(List.of(
                        "decided live lists",
                        "late impression",
                        "described too late item",
                        "dated before its list outcome")),
                () -> "" + findings);
        fairlead("models", "rollback").expect(0).says("the heuristic serves now");
        moveToAnotherFolder(hash);
    }

    private void theDecisionsAreMadeAgain() throws IOException {
        String config = file("served.properties", "candidates=" + LiveMarket.CONFIG.value("candidates"))
                .toString();
        fairlead("replay", "--config", config).expect(0).says("0 of").says("propensities differ");
        JsonNode replay = fairlead("replay", "--config", config, "--json", "-")
                .expect(0)
                .json()
                .get(0);
        assertKeys(
                replay,
                "app",
                "decisions",
                "floats",
                "floats_differing",
                "scores",
                "scores_differing",
                "choices",
                "choices_differing",
                "propensities",
                "propensities_differing",
                "carried",
                "carried_differing",
                "first",
                "left_out",
                "left_out_for");
        assertTrue(replay.at("/decisions").asLong() >= 300, replay::toString);
        assertEquals(0, replay.at("/left_out").asLong());
        fairlead("replay")
                .expect(0)
                .says("0 decisions made again")
                .says(replay.at("/decisions").asLong() + " not made again: the heuristic had other numbers");
    }

    /** A decision that says of itself what is not so. */
    @Test
    void aReplayThatDiffersFails() throws Exception {
        LiveMarket market = new LiveMarket(Path.of(data()), LiveMarket.small(7));
        try (Node node = market.open()) {
            market.run(node, 20);
            List<Decision> decisions = new ArrayList<>();
            node.log().readAll(logged -> {
                if (logged.event() instanceof Decision decision) {
                    decisions.add(decision);
                }
            });
            Decision last = decisions.getLast();
            node.append(List.of(new Decision(
                    "false",
                    last.time(),
                    last.app(),
                    last.arms(),
                    last.release(),
                    last.fingerprint(),
                    last.fallback(),
                    last.asOf(),
                    last.query(),
                    last.choices().reversed(),
                    last.numbers(),
                    last.carried())));
        }
        String config = file("served.properties", "candidates=" + LiveMarket.CONFIG.value("candidates"))
                .toString();
        fairlead("replay", "--config", config).expect(1).says("first: false, place 1: served");
    }

    private void moveToAnotherFolder(String hash) throws IOException {
        Path whole = folder.resolve("whole.model");
        fairlead("models", "export", hash, whole.toString()).expect(0);
        String other = folder.resolve("other").toString();
        Path half = folder.resolve("half.model");
        byte[] bytes = Files.readAllBytes(whole);
        Files.write(half, Arrays.copyOf(bytes, bytes.length / 2));
        CliRun.of("models", "import", half.toString(), "--data", other)
                .expect(1)
                .says("fairlead: the file is not a whole Fairlead model: it was cut off or edited");
        CliRun.of("models", "--data", other).expect(0).says("the heuristic serves");
        CliRun.of("models", "import", whole.toString(), "--data", other)
                .expect(0)
                .says(hash);
        CliRun.of("models", "promote", hash, "--data", other).expect(0).says("serves now");
    }
}
