package dev.fairlead.lab.demo;

import dev.fairlead.cli.experiment.analyze.AnalyzeCommand;
import dev.fairlead.cli.option.JsonOption;
import dev.fairlead.environment.SimulatedEnvironment;
import dev.fairlead.experiment.json.Json;
import dev.fairlead.experiment.outcome.UnitTable;
import dev.fairlead.experiment.plan.PlanHistory;
import dev.fairlead.feed.FeedConfig;
import dev.fairlead.feed.FeedTraining;
import dev.fairlead.helidon.HttpApi;
import dev.fairlead.lab.market.ClosedLoop;
import dev.fairlead.launch.LaunchService;
import dev.fairlead.ranking.RankingModelType;
import dev.fairlead.server.Apps;
import dev.fairlead.server.Node;
import dev.fairlead.server.Training;
import dev.fairlead.sim.Market;
import dev.fairlead.sim.MarketConfig;
import java.io.IOException;
import java.io.Writer;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine;

/**
 * The loop on a simulated market: days under the heuristic, an A/A on a running node, training, an A/B of model against heuristic on the
 * same node, and what came of both. From the A/A on, the market knows the node by its HTTP API only.
 */
final class DemoLoop {
    /** Fewer users leave too little to train on and to compare. */
    static final int LEAST_USERS = 200;

    private static final int HISTORY_DAYS = 14;
    private static final int AA_DAYS = 5;
    private static final int DAYS = 35;

    /** Purchases come up to six days after their session: outcomes of a unit count for so many days. */
    private static final int OUTCOME_DAYS = 7;

    private final Path folder;
    private final FeedConfig config;
    private final int users;
    private final MarketConfig world;
    private final SimulatedEnvironment environment;
    private final Market market;

    DemoLoop(Path folder, FeedConfig config, long seed, int users) {
        this.folder = folder;
        this.config = config;
        this.users = users;
        this.world = MarketConfig.small(seed, users, DAYS);
        this.environment = new SimulatedEnvironment(world.start());
        this.market = new Market(world);
    }

    String name() {
        return "simulated market, seed " + world.seed();
    }

    /** What the loop leaves behind. */
    record Result(FeedTraining.Prepared prepared, FeedTraining.Trained trained, String hash) {}

    /** A node in the market's world. */
    Node open() {
        return Node.open(folder, Apps.of(config), environment);
    }

    /** From now on the node serves as any other: by the machine's time. */
    void end() {
        environment.end();
    }

    private Instant day(int day) {
        return world.start().plus(Duration.ofDays(day));
    }

    Result run(Node node, Training training, JsonOption json) throws IOException {
        say("1/6 " + HISTORY_DAYS + " days under the heuristic, in process");
        ClosedLoop loop = new ClosedLoop(
                config.bare()
                        .with("policy.explore.share", config.value("policy.explore.share"))
                        .with("policy.explore.cold.share", config.value("policy.explore.cold.share")),
                environment);
        market.runUntil(day(HISTORY_DAYS), loop, loop);
        environment.advance(day(HISTORY_DAYS).toEpochMilli());
        node.append(loop.events());
        say("    " + loop.events().size() + " events are in the log in " + folder);
        try (HttpApi api = node.serve(HttpApi.DEFAULT_HOST, 0);
                MarketOverHttp http = new MarketOverHttp(
                        URI.create("http://" + HttpApi.DEFAULT_HOST + ":" + api.port()), environment)) {
            say("2/6 A/A over HTTP for " + AA_DAYS + " days: both arms are the heuristic");
            start(node, "a-a", "Two arms that are served alike do not differ.", "heuristic", users / 8);
            market.runUntil(day(HISTORY_DAYS + AA_DAYS), http, http);
            http.flush();
            node.desk().change("a-a", LaunchService.Change.STOP, why("its days are over"));
            say("3/6 training on the log");
            FeedTraining.Prepared prepared = training.prepare(
                    Training.source(name(), true, node.log(), node.log().end()));
            FeedTraining.Trained trained = training.train(prepared);
            String hash = node.registry()
                    .put(
                            trained.card(),
                            RankingModelType.RANKING,
                            trained.model(),
                            environment.clock().millis());
            say("4/6 A/B over HTTP for " + (DAYS - HISTORY_DAYS - AA_DAYS) + " days: the model against the heuristic");
            start(
                    node,
                    "a-b",
                    "The whole feed, with model and towers, earns more than the heuristic.",
                    hash,
                    users / 4);
            market.run(http, http);
            http.flush();
            node.desk().change("a-b", LaunchService.Change.STOP, why("its days are over"));
            say("    " + http.slates() + " slates were asked for over HTTP");
            say("5/6 what came of them");
            analyze(node, "a-a", json);
            analyze(node, "a-b", json);
            return new Result(prepared, trained, hash);
        }
    }

    private static void say(String line) {
        System.err.println(line);
    }

    private static Json.Obj why(String reason) {
        return new Json.Obj(Map.of("by", Json.of("demo"), "reason", Json.of(reason)));
    }

    private void start(Node node, String name, String hypothesis, String treatment, int units) throws IOException {
        String plan = """
                {"name": "%s", "hypothesis": "%s", "unit": "user",
                 "arms": [{"name": "control", "weight": 1, "units": %d, "control": true}, {"name": "treatment", "weight": 1, "units": %d}],
                 "primary": [{"name": "gmv-per-user", "kind": "mean", "direction": "increase", "windowDays": %d, "minimumDetectableEffect": 1,
                              "from": {"event": "purchase", "field": "price", "times": "quantity"}}],
                 "secondary": [{"name": "conversion", "kind": "proportion", "direction": "increase", "windowDays": %d,
                                "from": {"event": "purchase"}}],
                 "covariates": [{"name": "gmv-before", "metric": "gmv-per-user", "days": %d}],
                 "ramp": [{"coverage": 1}], "owners": ["demo"]}
                """.formatted(name, hypothesis, units, units, OUTCOME_DAYS, OUTCOME_DAYS, HISTORY_DAYS);
        Files.writeString(folder.resolve(name + ".json"), plan);
        node.desk()
                .start(new Json.Obj(Map.of(
                        "plan",
                        Json.parse(plan),
                        "by",
                        Json.of("demo"),
                        "app",
                        Json.of("feed"),
                        "arms",
                        new Json.Obj(Map.of("control", Json.of("heuristic"), "treatment", Json.of(treatment))))));
    }

    private void analyze(Node node, String launch, JsonOption json) throws IOException {
        Path table = folder.resolve(launch + ".csv");
        UnitTable units = node.books().units(launch, Optional.empty(), false);
        try (Writer out = Files.newBufferedWriter(table)) {
            units.write(out);
        }
        PlanHistory history = node.desk().get(launch).history();
        Path locked = folder.resolve(launch + ".jsonl");
        Files.write(locked, history.lines());
        json.print("\n");
        new CommandLine(new AnalyzeCommand())
                .execute(
                        "--plan",
                        folder.resolve(launch + ".json").toString(),
                        "--data",
                        table.toString(),
                        "--history",
                        locked.toString(),
                        "--arm-column",
                        "arm",
                        "--unit-column",
                        "unit",
                        "--time-column",
                        "entered",
                        "--as-of",
                        units.asOf().toString(),
                        "--simulated",
                        "--report",
                        folder.resolve(launch + ".html").toString());
    }
}
