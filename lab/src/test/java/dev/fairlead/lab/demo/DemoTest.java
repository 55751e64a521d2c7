package dev.fairlead.lab.demo;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.fairlead.cli.CliRun;
import dev.fairlead.cli.Main;
import dev.fairlead.decide.Decision;
import dev.fairlead.environment.Environment;
import dev.fairlead.feed.FeedConfig;
import dev.fairlead.json.JsonEvents;
import dev.fairlead.registry.ModelStore;
import dev.fairlead.server.Apps;
import dev.fairlead.server.Node;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole loop of the demo, small: a simulated world is the same on a busy and on an idle machine, and in every process. */
class DemoTest {
    private static final int USERS = 200;

    @TempDir
    private Path folder = Path.of("");

    private static final AtomicBoolean BURNING = new AtomicBoolean();

    /** Takes processors from a demo until they are stopped: as many threads as there are processors. */
    private static List<Thread> burn() {
        BURNING.set(true);
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < Runtime.getRuntime().availableProcessors(); i++) {
            threads.add(Thread.ofPlatform().daemon().start(() -> {
                while (BURNING.get()) {
                    Thread.onSpinWait();
                }
            }));
        }
        return threads;
    }

    private List<String> arguments(String name, int seed) throws IOException {
        Path config = folder.resolve("few.properties");
        Files.writeString(
                config,
                "candidates=100\nranker.trees=5\nclassifier.trees=5\nranker.min.leaf.rows=20\nclassifier.min.leaf.rows=20\n"
                        + "towers.epochs=1\n");
        return List.of(
                "demo",
                "--once",
                "--seed=" + seed,
                "--users=" + USERS,
                "--config=" + config,
                "--data=" + folder.resolve(name),
                "--json=" + folder.resolve(name + ".json"));
    }

    /** In a process of its own, which iterates unordered collections in another order. */
    private String demoElsewhere(String name, int seed) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx1g",
                "--enable-native-access=ALL-UNNAMED",
                "--add-modules=jdk.incubator.vector",
                "-Djava.io.tmpdir=" + Files.createDirectory(folder.resolve("tmp-" + name)),
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
        command.addAll(arguments(name, seed));
        Path out = folder.resolve(name + ".out");
        Path err = folder.resolve(name + ".err");
        int status = new ProcessBuilder(command)
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start()
                .waitFor();
        assertEquals(0, status, () -> read(err));
        return read(out);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** What a demo left behind, apart from where and when. */
    private record World(
            List<byte[]> events, List<String> types, List<Decision> decisions, Map<String, byte[]> files) {}

    private World world(String name) throws IOException {
        Path data = folder.resolve(name);
        List<byte[]> events = new ArrayList<>();
        List<String> types = new ArrayList<>();
        List<Decision> decisions = new ArrayList<>();
        Map<String, byte[]> files = new TreeMap<>();
        try (Node node = Node.open(data, Apps.of(FeedConfig.defaults()), Environment.system())) {
            JsonEvents codec = new JsonEvents(node.types());
            node.log().readAll(logged -> {
                events.add(codec.encode(logged.event()));
                types.add(node.types().of(logged.event()).name());
                if (logged.event() instanceof Decision decision) {
                    decisions.add(decision);
                }
            });
            for (ModelStore.Entry model : node.registry().list()) {
                files.put(
                        "model " + model.hash() + " of " + model.created(),
                        node.registry().content(model.hash()).orElseThrow());
            }
        }
        for (String file :
                List.of("report.html", "a-a.html", "a-b.html", "a-a.csv", "a-b.csv", "a-a.jsonl", "a-b.jsonl")) {
            files.put(file, Files.readAllBytes(data.resolve(file)));
        }
        files.put("json", Files.readAllBytes(folder.resolve(name + ".json")));
        return new World(events, types, decisions, files);
    }

    private String demoHere(String name, int seed) throws IOException {
        return CliRun.of(arguments(name, seed).toArray(String[]::new)).expect(0).out();
    }

    @Test
    void theWorldIsTheSameOnABusyMachineAndAnotherWithAnotherSeed() throws Exception {
        String idle = demoHere("idle", 1);
        List<Thread> burners = burn();
        String busy;
        try {
            busy = demoElsewhere("busy", 1);
        } finally {
            BURNING.set(false);
            for (Thread burner : burners) {
                burner.join();
            }
        }
        assertEquals(
                idle,
                busy.replace(
                        folder.resolve("busy").toString(),
                        folder.resolve("idle").toString()));
        World one = world("idle");
        World two = world("busy");
        for (int i = 0; i < Math.min(one.events.size(), two.events.size()); i++) {
            assertEquals(text(one.events.get(i)), text(two.events.get(i)), "event " + (i + 1));
        }
        assertEquals(one.events.size(), two.events.size());
        assertEquals(one.files.keySet(), two.files.keySet());
        one.files.forEach((name, content) -> assertArrayEquals(content, two.files.get(name), name));
        isAWholeDemo(one);
        reproduces(one);
        replays();

        demoHere("other", 2);
        World other = world("other");
        assertNotEquals(one.types, other.types, "another seed, another world");
    }

    private static String text(byte[] event) {
        return new String(event, StandardCharsets.UTF_8);
    }

    /** Both kinds of policy decided, as launched, and nothing went missing on the way. */
    private static void isAWholeDemo(World world) {
        assertTrue(world.decisions.stream()
                .anyMatch(decision -> !decision.release().isEmpty()));
        assertTrue(
                world.decisions.stream().anyMatch(decision -> decision.release().isEmpty()));
        assertTrue(world.decisions.stream()
                .anyMatch(decision ->
                        decision.arms().stream().anyMatch(arm -> arm.launch().equals("a-b"))));
        world.decisions.forEach(decision -> assertTrue(
                List.of("", "no release").contains(decision.fallback()), decision.id() + ": " + decision.fallback()));
        assertTrue(world.types.contains("promotion"));
    }

    /** What the node decided, in both launches and beside them; the days before had other numbers. */
    private void replays() throws IOException {
        JsonNode replay = CliRun.of(
                        "replay",
                        "--data=" + folder.resolve("idle"),
                        "--config=" + folder.resolve("few.properties"),
                        "--json=-")
                .expect(0)
                .json()
                .get(0);
        assertTrue(replay.at("/decisions").asLong() > 500, replay::toString);
        assertEquals(
                replay.at("/left_out").asText() + " the heuristic had other numbers (--config)",
                replay.at("/left_out_for").asText());
    }

    private void reproduces(World world) {
        String model = world.files.keySet().stream()
                .filter(name -> name.startsWith("model "))
                .findFirst()
                .orElseThrow();
        CliRun.of("reproduce", "--data=" + folder.resolve("idle"), model.split(" ")[1])
                .expect(0)
                .says("equal: ");
    }
}
