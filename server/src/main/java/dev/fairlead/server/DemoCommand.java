package dev.fairlead.server;

import dev.fairlead.evaluate.MetricRow;
import dev.fairlead.events.Event;
import dev.fairlead.events.Impression;
import dev.fairlead.feed.FeedConfig;
import dev.fairlead.feed.FeedEvaluation;
import dev.fairlead.feed.FeedTraining;
import dev.fairlead.helidon.HttpApi;
import dev.fairlead.json.Json;
import dev.fairlead.ranking.Split;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description =
                "A small simulated market writes a log under the heuristic; a model is trained, measured and served.")
final class DemoCommand implements Callable<Integer> {
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

    @Option(names = "--once", description = "Stop after the sample request instead of serving.")
    private boolean once;

    @Option(names = "--port", defaultValue = "8080", description = "0 takes a free one (default: ${DEFAULT-VALUE}).")
    private int port = HttpApi.DEFAULT_PORT;

    @Override
    public Integer call() throws IOException, InterruptedException {
        FeedConfig config = SimulatedMarket.config();
        SimulatedMarket market = new SimulatedMarket(seed);
        prepareFolder();
        say("1/5 simulating a market under the heuristic (seed " + seed + ")");
        List<Event> events = market.events();
        Node node = Node.open(folder, config, InstantSource.system());
        say("2/5 appending " + events.size() + " events to the log in " + folder);
        node.append(events);
        say("3/5 training on the log");
        Training training = new Training(config);
        String name = market.name();
        FeedTraining.Prepared prepared = market.prepare(training, node);
        FeedTraining.Trained trained = training.train(prepared);
        String hash = node.registry().put(trained.card(), trained.model(), System.currentTimeMillis());
        node.promote(hash, "demo");
        say("4/5 measuring on the test span, beside the baselines");
        FeedEvaluation.Result result =
                new FeedEvaluation(config).evaluate(prepared, Split.Span.TEST, trained.model(), node.log());
        json.print("\n" + EvaluateFeedCommand.heading(name, true, prepared.split()) + "\n"
                + EvaluateFeedCommand.table(result.rows(), config, false));
        json.write(result.rows(), MetricRow::write);
        Path report = folder.resolve("report.html");
        Files.writeString(
                report,
                EvaluateFeedCommand.report(name, true, prepared, config, result).html());
        json.print("\nmodel " + hash + "\nreport " + report + "\n");
        say("5/5 serving");
        sample(node, events);
        if (once) {
            node.close();
        } else {
            ServeCommand.serve(node, HttpApi.DEFAULT_HOST, port, Optional.empty());
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
                throw new Refusal(folder + " holds something that no demo wrote; choose another folder with --data");
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

    private void sample(Node node, List<Event> events) throws IOException, InterruptedException {
        String user = events.reversed().stream()
                .filter(Impression.class::isInstance)
                .map(e -> ((Impression) e).user())
                .findFirst()
                .orElseThrow();
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
                throw new Refusal("the sample request was answered with " + answer.statusCode() + ": " + answer.body());
            }
            json.print("\nPOST /v1/feed  " + body + "\n" + answer.body().replace("},{", "},\n  {") + "\n");
        }
    }
}
