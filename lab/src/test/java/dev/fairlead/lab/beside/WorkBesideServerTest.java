package dev.fairlead.lab.beside;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.fairlead.cli.CliRun;
import dev.fairlead.decide.Decision;
import dev.fairlead.environment.Environment;
import dev.fairlead.feed.FeedApp;
import dev.fairlead.feed.FeedConfig;
import dev.fairlead.helidon.HttpApi;
import dev.fairlead.lab.market.ClosedLoop;
import dev.fairlead.log.Position;
import dev.fairlead.server.Apps;
import dev.fairlead.server.Node;
import dev.fairlead.server.ServerAddress;
import dev.fairlead.sim.Market;
import dev.fairlead.sim.MarketConfig;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nobody stops a server to work on its data: each command works beside one that serves, and no client notices. */
class WorkBesideServerTest {
    private static final int CLIENTS = 4;
    private static final FeedConfig CONFIG =
            FeedConfig.defaults().with("candidates", "100").with("sources.deadline.ms", "60000");

    @TempDir
    private Path folder = Path.of("");

    private Path data = Path.of("");
    private Path numbers = Path.of("");
    private MarketConfig world = MarketConfig.small(1, 400, 21);
    private Node node;
    private HttpApi api;
    private URI server = URI.create("http://127.0.0.1");

    @BeforeEach
    void serve() throws IOException {
        data = folder.resolve("data");
        numbers = folder.resolve("few.properties");
        Files.writeString(
                numbers,
                "candidates=100\nranker.trees=5\nclassifier.trees=5\nranker.min.leaf.rows=20\nclassifier.min.leaf.rows=20\n"
                        + "towers.epochs=1\nsources.deadline.ms=60000\n");
        ClosedLoop loop = new ClosedLoop(CONFIG);
        new Market(world).run(loop, loop);
        node = Node.open(data, Apps.of(CONFIG), Environment.system());
        node.append(loop.events());
        api = node.serve(HttpApi.DEFAULT_HOST, 0);
        server = URI.create("http://127.0.0.1:" + api.port());
    }

    @AfterEach
    void stop() {
        api.close();
        node.close();
    }

    private CliRun beside(String... args) {
        return CliRun.of(
                Stream.concat(Stream.of(args), Stream.of("--data=" + data)).toArray(String[]::new));
    }

    private CliRun at(String... args) {
        return CliRun.of(
                Stream.concat(Stream.of(args), Stream.of("--server=" + server)).toArray(String[]::new));
    }

    @Test
    void noRequestFailsAndNoEventIsLostWhileCommandsWork() throws Exception {
        Clients clients = new Clients(server, CLIENTS, world.end().toEpochMilli());
        String model;
        Position promoted;
        try (clients) {
            String said = beside("train", "--promote", "--config=" + numbers)
                    .expect(0)
                    .out();
            model = said.replaceAll("(?s).*model ([0-9a-f]{64}) serves now.*", "$1");
            promoted = node.log().end();
            JsonNode models = beside("models", "--json=-").expect(0).json();
            assertEquals(1, models.size());
            assertEquals(model, models.at("/0/model").asText());
            assertEquals("yes", models.at("/0/serves").asText());
            beside("audit").expect(0).says("purchase");
            beside("export", folder.resolve("export").toString()).expect(0);
            beside("dead-letters").expect(0).says("0 waiting");
            beside("parity").expect(0).says(" 0 differ");
            theDecisionsAreMadeAgain();
        }
        assertEquals(List.of(), List.copyOf(clients.failures));
        assertTrue(clients.decided.size() >= 10, () -> clients.decided.size() + " decisions");
        for (String id : clients.acknowledged) {
            assertTrue(node.index().find(id).isPresent(), id);
        }
        assertEquals(model, node.serving(FeedApp.NAME));
        thePromotedModelServes(model, promoted);
        theExportHolds(promoted);
    }

    /** Those of the heuristic with the server's numbers, and those of the model with its own. */
    private void theDecisionsAreMadeAgain() throws IOException {
        Path served = folder.resolve("served.properties");
        Files.writeString(served, "candidates=100\nsources.deadline.ms=60000\n");
        JsonNode replay = beside("replay", "--config=" + served, "--json=-")
                .expect(0)
                .json()
                .get(0);
        assertTrue(replay.at("/decisions").asLong() > 1_000, replay::toString);
        assertEquals("", replay.at("/left_out_for").asText(), replay::toString);
    }

    /** Each decision after the promotion is made by the model, none by less than it, and there was time for some. */
    private void thePromotedModelServes(String model, Position promoted) {
        Set<String> releases = new HashSet<>();
        node.log().read(promoted, Integer.MAX_VALUE, logged -> {
            if (logged.event() instanceof Decision decision && decision.asOf().covers(promoted)) {
                releases.add(decision.release() + decision.fallback());
            }
        });
        assertEquals(Set.of(model), releases);
    }

    private void theExportHolds(Position until) throws IOException {
        try (Stream<String> lines = Files.lines(folder.resolve("export").resolve("events.jsonl"))) {
            assertTrue(lines.count() >= until.total());
        }
    }

    @Test
    void aServerIsWorkedOnByItsAddressAsByItsFolder() throws Exception {
        Path events = folder.resolve("more.jsonl");
        Files.writeString(events, """
                {"type":"click","id":"by-hand","time":1772409600000,"user":"u","session":"s","item":"i"}
                {"type":"click","id":"","time":1772409600000,"user":"u","session":"s","item":"i"}
                """);
        at("import", events.toString()).expect(0).says("1 accepted, 0 duplicates, 1 refused");
        assertTrue(node.index().find("by-hand").isPresent());
        Path others = folder.resolve("others.jsonl");
        Files.writeString(others, Files.readString(events).replace("\"item\":\"i\"", "\"item\":\"other\""));
        at("import", others.toString())
                .expect(1)
                .says("others.jsonl:1: id: the log holds another event of the id 'by-hand' already")
                .says("0 accepted, 0 duplicates, 2 refused")
                .says("1 of those refused have the id of an event that the log holds with other content");
        CliRun imports = at("import", "--list").expect(0).says("2 imports").says("more.jsonl");
        String batch = imports.out().lines().findFirst().orElse("").split(" ")[0];
        at("import", "--undo", batch).expect(0).says(batch + " leaves the log when the server is started again");
        at("import", "--list").expect(0).says("undoing");
        at("dead-letters", "--dismiss=2,3").expect(0);
        at("dead-letters").expect(0).says("more.jsonl:2").says("1 waiting");
        long number = node.deadLetters().deadLetters(0, 1).getFirst().number();
        at("dead-letters", "--dismiss=" + number).expect(0).says("0 waiting");
        at("models").expect(0).says("the heuristic serves");
        at("models", "show", "abcdef").expect(1).says("no one");
        at("launch", "list").expect(0).says("no launch was started");
        beside("launch", "list").expect(0).says("no launch was started");
        CliRun.of("models", "--server=" + server, "--data=" + data).expect(1).says("two places");
    }

    @Test
    void theTokenInTheFolderIsItsOwnersAloneAndGoesWithTheServer() throws IOException {
        Path file = data.resolve("fairlead.server");
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        assertEquals(server, ServerAddress.find(data).orElseThrow().uri());
        stop();
        assertFalse(Files.exists(file));
        serveAgain();
    }

    /** A server that was killed leaves its address; who opens the folder next removes it. */
    @Test
    void theAddressOfAServerThatIsGoneMisleadsNobody() throws IOException {
        api.close();
        beside("models").expect(1).says("does not answer");
        node.close();
        Files.writeString(data.resolve("fairlead.server"), server + "\nno token\n");
        beside("models").expect(0).says("the heuristic serves");
        assertFalse(Files.exists(data.resolve("fairlead.server")));
        serveAgain();
    }

    private void serveAgain() {
        node = Node.open(data, Apps.of(CONFIG), Environment.system());
        api = node.serve(HttpApi.DEFAULT_HOST, 0);
    }
}
