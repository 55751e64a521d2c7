package dev.fairlead.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.fairlead.environment.Environment;
import dev.fairlead.experiment.plan.Plan;
import dev.fairlead.feed.FeedConfig;
import dev.fairlead.helidon.HttpApi;
import dev.fairlead.server.Apps;
import dev.fairlead.server.Node;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same commands on a data folder and on a server that runs. */
class LaunchCommandTest {
    private static final String TOKEN = "a secret of operators";

    @TempDir
    private Path folder = Path.of("");

    private String where = "--data=";

    private void run(int status, String part, String... args) {
        StringWriter said = new StringWriter();
        int is = Main.commandLine()
                .setErr(new PrintWriter(said, true))
                .execute(Stream.concat(Stream.concat(Stream.of("launch"), Arrays.stream(args)), Stream.of(where))
                        .toArray(String[]::new));
        assertEquals(status, is, said::toString);
        assertTrue(said.toString().contains(part), said::toString);
    }

    private JsonNode json(String... args) throws IOException {
        Path file = folder.resolve("out.json");
        run(
                0,
                "",
                Stream.concat(Arrays.stream(args), Stream.of("--json=" + file)).toArray(String[]::new));
        return new ObjectMapper().readTree(Files.readString(file));
    }

    private void aLaunchGoesItsWay() throws IOException {
        Path plan = folder.resolve("plan.json");
        Files.writeString(plan, Plan.example().text());
        Path options = folder.resolve("options.json");
        Files.writeString(options, "{\"testers\":{\"tess\":\"treatment\"}}");
        assertEquals(0, json("list").size());
        run(2, "--by", "start", plan.toString());
        run(1, "arms: must say", "start", plan.toString(), "--by=ann", "--arm=control=promoted");
        run(1, "no file or folder", "start", folder.resolve("none").toString(), "--by=ann");
        JsonNode started = json(
                "start",
                plan.toString(),
                "--by=ann",
                "--arm=control=promoted",
                "--arm=treatment=heuristic",
                "--options=" + options);
        assertEquals(2, started.size(), "an arm a line");
        assertEquals("new-ranking", started.at("/0/launch").asText());
        assertEquals("control", started.at("/0/arm").asText());
        assertEquals("heuristic", started.at("/1/policy").asText());
        assertEquals(0.01, started.at("/0/coverage").asDouble());
        run(
                1,
                "is running already",
                "start",
                plan.toString(),
                "--by=ann",
                "--arm=control=promoted",
                "--arm=treatment=heuristic");
        JsonNode ramped = json("ramp", "new-ranking", "--by=ann", "--reason=well", "--coverage=0.4");
        assertEquals(0.2, ramped.at("/1/propensity").asDouble());
        run(1, "only rises", "ramp", "new-ranking", "--by=ann", "--reason=well", "--coverage=0.3");
        run(1, "there is no launch", "stop", "new-rankings", "--by=ann", "--reason=well");
        run(2, "--reason", "stop", "new-ranking", "--by=ann");
        assertEquals(
                "rolled back",
                json("rollback", "new-ranking", "--by=ann", "--reason=harm")
                        .at("/0/status")
                        .asText());
        run(1, "stays so", "ramp", "new-ranking", "--by=ann", "--reason=again");
        assertEquals(started.at("/0/plan"), json("show", "new-ranking").at("/0/plan"));
        run(1, "there is no launch", "show", "x");
    }

    @Test
    void onADataFolder() throws IOException {
        where = "--data=" + folder.resolve("data");
        aLaunchGoesItsWay();
    }

    @Test
    void onAServerThatRuns() throws IOException {
        Path token = folder.resolve("token");
        try (Node node = Node.open(folder.resolve("data"), Apps.of(FeedConfig.defaults()), Environment.system());
                HttpApi api = node.serve(HttpApi.DEFAULT_HOST, 0, Optional.of(TOKEN))) {
            where = "--server=http://127.0.0.1:" + api.port() + "/";
            run(1, "not their token", "list");
            Files.writeString(token, "short");
            run(1, "at least 16", "list", "--token=" + token);
            Files.writeString(token, "another secret of operators");
            run(1, "not their token", "list", "--token=" + token);
        }
        try (Node node = Node.open(folder.resolve("data"), Apps.of(FeedConfig.defaults()), Environment.system());
                HttpApi api = node.serve(HttpApi.DEFAULT_HOST, 0)) {
            where = "--server=http://127.0.0.1:" + api.port() + "/";
            aLaunchGoesItsWay();
            assertEquals(
                    List.of("new-ranking"),
                    node.desk().launches().all().stream()
                            .map(launch -> launch.name())
                            .toList());
        }
        run(1, "no server answers", "list");
    }
}
