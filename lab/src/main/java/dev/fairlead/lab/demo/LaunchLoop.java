package dev.fairlead.lab.demo;

import dev.fairlead.environment.SimulatedEnvironment;
import dev.fairlead.experiment.json.Json;
import dev.fairlead.feed.FeedConfig;
import dev.fairlead.feed.FeedTraining;
import dev.fairlead.helidon.HttpApi;
import dev.fairlead.lab.market.ClosedLoop;
import dev.fairlead.launch.Launch;
import dev.fairlead.launch.LaunchService;
import dev.fairlead.ranking.RankingModelType;
import dev.fairlead.server.Apps;
import dev.fairlead.server.Node;
import dev.fairlead.server.Training;
import dev.fairlead.sim.Market;
import dev.fairlead.sim.MarketConfig;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A release on its way from a file to everybody, in a simulated market that meets a node through its HTTP API alone: days under the heuristic,
 * training, forecast and gates, shadow, canary, ramp, promotion, review. Nobody does anything but who must approve a step.
 */
final class LaunchLoop {
    static final String NAME = "model-for-all";

    private static final int HISTORY_DAYS = 10;
    private static final int NODE_DAYS = 8;
    private static final int LAUNCH_DAYS = 21;

    private final Path folder;
    private final FeedConfig config;
    private final int users;
    private final MarketConfig world;
    private final SimulatedEnvironment environment;
    private final Market market;
    private final Consumer<String> progress;

    LaunchLoop(Path folder, FeedConfig config, long seed, int users, Consumer<String> progress) {
        this.folder = folder;
        this.config = config;
        this.users = users;
        this.progress = progress;
        this.world = MarketConfig.small(seed, users, HISTORY_DAYS + NODE_DAYS + LAUNCH_DAYS);
        this.environment = new SimulatedEnvironment(world.start());
        this.market = new Market(world);
    }

    /** What the loop leaves behind. */
    record Result(Launch launch, Json.Obj forecast, Json.Obj status, Json.Obj journal, Json.Obj review) {}

    private Instant day(int day) {
        return world.start().plus(Duration.ofDays(day));
    }

    Result run() throws IOException {
        progress.accept("simulated market, seed " + world.seed() + ": " + HISTORY_DAYS
                + " days under the heuristic, in process");
        ClosedLoop loop = new ClosedLoop(
                config.bare().with("policy.explore.share", config.value("policy.explore.share")), environment);
        market.runUntil(day(HISTORY_DAYS), loop, loop);
        environment.advance(day(HISTORY_DAYS).toEpochMilli());
        try (Node node = Node.open(folder, Apps.of(config), environment)) {
            node.append(loop.events());
            try (HttpApi api = node.serve(HttpApi.DEFAULT_HOST, 0);
                    MarketOverHttp http = new MarketOverHttp(
                            URI.create("http://" + HttpApi.DEFAULT_HOST + ":" + api.port()), environment)) {
                progress.accept(NODE_DAYS + " days under the node's heuristic, over HTTP");
                market.runUntil(day(HISTORY_DAYS + NODE_DAYS), http, http);
                http.flush();
                return launch(node, http, train(node));
            }
        } finally {
            environment.end();
        }
    }

    private String train(Node node) {
        progress.accept("training on the log");
        Training training = new Training(config, _ -> {});
        FeedTraining.Trained trained = training.train(training.prepare(Training.source(
                "simulated market, seed " + world.seed(),
                true,
                node.log(),
                node.log().end())));
        return node.registry()
                .put(
                        trained.card(),
                        RankingModelType.RANKING,
                        trained.model(),
                        environment.clock().millis());
    }

    private Result launch(Node node, MarketOverHttp http, String hash) {
        Json request = request(hash);
        progress.accept("forecast and gates");
        Json.Obj forecast = node.books().forecast(request, Optional.empty(), progress);
        node.desk().start(request);
        for (int day = HISTORY_DAYS + NODE_DAYS + 1; day <= HISTORY_DAYS + NODE_DAYS + LAUNCH_DAYS; day++) {
            market.runUntil(day(day), http, http);
            http.flush();
            approve(node);
            Launch launch = node.desk().get(NAME);
            progress.accept("day " + day + ": " + launch.status().text() + ", coverage " + launch.coverage());
        }
        Json.Obj review = node.books().review(NAME, why("ann", "its days are over"));
        return new Result(
                node.desk().get(NAME),
                forecast,
                node.books().records().status(NAME),
                node.books().records().journal(NAME),
                review);
    }

    /** Who is named for it approves the step that waits for nothing else. */
    private static void approve(Node node) {
        if (node.desk().get(NAME).status() == Launch.Status.RUNNING
                && node.books().records().status(NAME).get("waits_for").orElse(Json.NULL) instanceof Json.Arr waits
                && waits.elements().size() == 1
                && waits.elements().getFirst().canonical().contains("approval")) {
            node.desk().change(NAME, LaunchService.Change.APPROVE, why("bob", "looks well"));
        }
    }

    private static Json.Obj why(String by, String reason) {
        return new Json.Obj(Map.of("by", Json.of(by), "reason", Json.of(reason)));
    }

    private Json request(String hash) {
        return Json.parse("""
                {"by": "ann", "app": "feed", "arms": {"control": "promoted", "treatment": "%s"},
                 "plan": {"name": "%s", "hypothesis": "The whole feed, with model and towers, sells more than the heuristic.",
                   "charter": {"goal": "More orders from the home feed.", "surface": "The home feed of a simulated market.",
                     "raci": {"responsible": ["ann"], "accountable": "bob"},
                     "risks": [{"risk": "The model is slow.", "mitigation": "Shadow, and a guardrail.", "owner": "ann"}]},
                   "unit": "user",
                   "arms": [{"name": "control", "weight": 1, "units": %d, "control": true}, {"name": "treatment", "weight": 1, "units": %d}],
                   "primary": [{"name": "orders", "kind": "count", "direction": "increase", "windowDays": 3, "minimumDetectableEffect": 0.1,
                                "from": {"event": "purchase"}}],
                   "secondary": [{"name": "clicks", "kind": "count", "direction": "increase", "windowDays": 3, "from": {"event": "click"}}],
                   "gates": {"days": 14},
                   "ramp": [{"coverage": 0.05, "minimumHours": 24, "minimumUnits": 8, "guardrails": ["errors", "waiting"]},
                            {"coverage": 0.25, "minimumHours": 24, "approvals": 1, "guardrails": ["errors", "waiting"]},
                            {"coverage": 0.5, "minimumHours": 48, "guardrails": ["errors", "waiting"]},
                            {"coverage": 1, "minimumHours": 96}],
                   "watch": {"promote": "treatment",
                     "shadow": {"minimumDecisions": 200, "minimumHours": 12, "maximumFallbacks": 0.01, "latencyMargin": 50},
                     "guardrails": [
                       {"name": "errors", "measure": "errors", "direction": "decrease", "margin": 0},
                       {"name": "waiting", "measure": "latency-p95", "direction": "decrease", "margin": 50},
                       {"name": "orders", "metric": "orders", "direction": "increase", "margin": 0.2, "relative": true, "minimumUnits": 50}]},
                   "owners": ["ann", "bob"]}}
                """.formatted(hash, NAME, users / 2, users / 2));
    }
}
