package dev.fairlead.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.environment.Environment;
import dev.fairlead.experiment.json.Json;
import dev.fairlead.launch.Launch;
import dev.fairlead.launch.LaunchService;
import dev.fairlead.toy.Greenhouse;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that is killed while it promotes: what serves is what the launch says, before or after, and nothing between. */
class KilledPromotionTest {
    private static final long START = 1_768_003_200_000L;
    private static final int KILLS = Integer.getInteger("fairlead.kills", 8);

    /** Starts launches and completes them, one after the other, until it is killed. */
    static final class Promoting {
        private Promoting() {}

        public static void main(String[] args) {
            Node node = open(Path.of(args[0]));
            for (int i = 0; ; i++) {
                String name = args[1] + "-" + i;
                node.desk().start(Json.parse(WatchedLaunchTest.request(args[2 + i % 2], "", name)));
                System.out.println(name);
                node.desk()
                        .change(
                                name,
                                LaunchService.Change.PROMOTE,
                                Json.parse("{\"by\":\"ann\",\"reason\":\"done\",\"arm\":\"model\"}"));
            }
        }
    }

    private static Node open(Path folder) {
        return Node.open(folder, List.of(new Greenhouse()), Environment.system());
    }

    @Test
    void whatServesIsTheOldOrTheNew(@TempDir Path folder) throws Exception {
        String one;
        String two;
        try (Node node = open(folder)) {
            one = WatchedLaunchTest.release(node, -1, START);
            two = WatchedLaunchTest.release(node, -2, START);
        }
        SplittableRandom random = new SplittableRandom(1);
        int completed = 0;
        for (int kill = 0; kill < KILLS; kill++) {
            kill(folder, "k" + kill, one, two, random.nextInt(1, 6), random.nextInt(4));
            try (Node node = open(folder)) {
                String before = "";
                for (Launch launch : node.desk().launches().all()) {
                    if (launch.status() == Launch.Status.COMPLETED) {
                        before = launch.releases().iterator().next();
                        completed++;
                    }
                }
                assertEquals(before, node.serving("greenhouse"), "what the last completed launch was for");
                node.desk().launches().all().stream()
                        .filter(launch -> launch.status() == Launch.Status.RUNNING)
                        .forEach(launch -> node.desk()
                                .change(
                                        launch.name(),
                                        LaunchService.Change.STOP,
                                        Json.parse("{\"by\":\"ann\",\"reason\":\"killed\"}")));
            }
        }
        assertTrue(completed > 0);
    }

    /** Lets a process work until it has begun so many launches, and kills it some milliseconds later. */
    private static void kill(Path folder, String name, String one, String two, int launches, int millis)
            throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--add-modules=jdk.incubator.vector",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Promoting.class.getName(),
                        folder.toString(),
                        name,
                        one,
                        two)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            int begun = 0;
            String line = out.readLine();
            while (line != null && ++begun < launches) {
                line = out.readLine();
            }
            assertEquals(launches, begun, "the process began too few launches");
            Thread.sleep(millis);
        } finally {
            process.destroyForcibly().waitFor();
        }
    }
}
