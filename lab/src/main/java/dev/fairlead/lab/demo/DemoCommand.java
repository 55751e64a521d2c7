package dev.fairlead.lab.demo;

import dev.fairlead.cli.PluginCommand;
import dev.fairlead.cli.evaluate.FeedCommand;
import dev.fairlead.cli.option.JsonOption;
import dev.fairlead.cli.serve.ServeCommand;
import dev.fairlead.errors.UserException;
import dev.fairlead.feed.FeedApp;
import dev.fairlead.feed.FeedConfig;
import dev.fairlead.feed.FeedEvaluation;
import dev.fairlead.feed.FeedTraining;
import dev.fairlead.helidon.HttpApi;
import dev.fairlead.json.Json;
import dev.fairlead.lab.market.SimulatedMarket;
import dev.fairlead.learn.MetricRow;
import dev.fairlead.learn.Split;
import dev.fairlead.server.Node;
import dev.fairlead.server.Training;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description = {
            "The whole loop on a small simulated market: days under the heuristic, an A/A, training, an A/B, reports; then the",
            "model is served."
        })
public final class DemoCommand implements PluginCommand {
    private static final String MARKER = "simulated-demo";

    @Mixin
    private JsonOption json = new JsonOption();

    @Option(
            names = "--data",
            defaultValue = "data/demo",
            description = "Folder, emptied first if an earlier demo filled it (default: ${DEFAULT-VALUE}).")
    private Path folder = Path.of("data/demo");

    @Option(
            names = "--seed",
            defaultValue = "1",
            description = "Same seed, same world and model (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--users",
            paramLabel = "N",
            defaultValue = "1400",
            description = "Users of the market, at least 200 (default: ${DEFAULT-VALUE}).")
    private int users = 1_400;

    @Option(names = "--config", paramLabel = "FILE", description = "The feed's numbers; defaults for the rest.")
    private Optional<Path> configFile = Optional.empty();

    @Option(names = "--once", description = "Stop after the sample request instead of serving.")
    private boolean once;

    @Option(names = "--port", defaultValue = "8080", description = "0 takes a free one (default: ${DEFAULT-VALUE}).")
    private int port = HttpApi.DEFAULT_PORT;

    @Override
    public String parent() {
        return "";
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (users < DemoLoop.LEAST_USERS) {
            throw new UserException("--users must be at least " + DemoLoop.LEAST_USERS
                    + ": fewer leave too little to train on and to compare");
        }
        FeedConfig config = configFile.map(FeedConfig::read).orElseGet(SimulatedMarket::config);
        prepareFolder();
        DemoLoop loop = new DemoLoop(folder, config, seed, users);
        String name = loop.name();
        Node node = loop.open();
        DemoLoop.Result looped = loop.run(node, new Training(config), json);
        FeedTraining.Prepared prepared = looped.prepared();
        String hash = looped.hash();
        FeedEvaluation.Result result = new FeedEvaluation(config)
                .evaluate(prepared, Split.Span.TEST, looped.trained().model(), node.log());
        json.print("\nThe model on the last days before it was trained, beside the baselines: "
                + FeedCommand.heading(name, true, prepared.split()) + "\n"
                + FeedCommand.table(result.rows(), config, false));
        json.write(result.rows(), MetricRow::write);
        node.promote(FeedApp.NAME, hash, "demo");
        Path report = folder.resolve("report.html");
        Files.writeString(
                report, FeedCommand.report(name, true, prepared, config, result).html());
        json.print("\nmodel " + hash + "\nreports " + report + ", " + folder.resolve("a-a.html") + ", "
                + folder.resolve("a-b.html") + "\n");
        say("6/6 serving");
        sample(node);
        if (once) {
            node.close();
        } else {
            loop.end();
            ServeCommand.serve(node, HttpApi.DEFAULT_HOST, port, Optional.empty(), Optional.empty());
        }
        return 0;
    }

    private static void say(String line) {
        System.err.println(line);
    }

    private void prepareFolder() throws IOException {
        if (Files.exists(folder)) {
            if (!Files.exists(folder.resolve(MARKER))
                    && Files.list(folder).findAny().isPresent()) {
                throw new UserException(
                        folder + " holds something that no demo wrote; choose another folder with --data");
            }
            try (Stream<Path> old = Files.walk(folder)) {
                for (Path path : old.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
        Files.createDirectories(folder);
        Files.createFile(folder.resolve(MARKER));
    }

    private void sample(Node node) throws IOException, InterruptedException {
        String user = "u7";
        String body = Json.write(out -> {
            out.text("user", user);
            out.text("session", "demo");
            out.whole("n", 5);
        });
        try (HttpApi api = node.serve(HttpApi.DEFAULT_HOST, 0);
                HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<String> answer = client.send(
                    HttpRequest.newBuilder(URI.create("http://" + HttpApi.DEFAULT_HOST + ":" + api.port() + "/v1/feed"))
                            .header("Content-Type", "application/json")
                            .POST(HttpRequest.BodyPublishers.ofString(body))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new UserException(
                        "the sample request was answered with " + answer.statusCode() + ": " + answer.body());
            }
            json.print("\nPOST /v1/feed  " + body + "\n" + answer.body().replace("},{", "},\n  {") + "\n");
        }
    }
}
