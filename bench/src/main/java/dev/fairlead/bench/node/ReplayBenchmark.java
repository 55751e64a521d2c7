package dev.fairlead.bench.node;

import dev.fairlead.cli.PluginCommand;
import dev.fairlead.cli.bench.BenchTable;
import dev.fairlead.cli.option.JsonOption;
import dev.fairlead.decide.Parity;
import dev.fairlead.decide.Replay;
import dev.fairlead.errors.UserException;
import dev.fairlead.feed.FeedApp;
import dev.fairlead.feed.FeedTraining;
import dev.fairlead.lab.market.TemporaryFolder;
import dev.fairlead.server.Apps;
import dev.fairlead.server.LiveMarket;
import dev.fairlead.server.Node;
import dev.fairlead.sim.MarketConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "replay",
        mixinStandardHelpOptions = true,
        description = {
            "A simulated market lives on a node: with exploration, events that come late, requests that bring candidates and prices, and,",
            "after the first fifth, a launch of the heuristic beside a release that is trained on the spot and the same model with other",
            "numbers. Then every logged decision is made again, and every feature row read again; exit 1 if anything differs."
        })
public final class ReplayBenchmark implements PluginCommand {
    private static final int LEAST = 300;
    private static final int MOST_TRAINED_ON = 5_000;
    private static final int PARTS = 20;
    private static final int DAYS = 28;

    @Mixin
    private JsonOption json = new JsonOption();

    @Option(
            names = "--decisions",
            paramLabel = "N",
            defaultValue = "100000",
            description = "Decisions (default: ${DEFAULT-VALUE}).")
    private int decisions = 100_000;

    @Option(names = "--seed", defaultValue = "1", description = "Of the market (default: ${DEFAULT-VALUE}).")
    private long seed = 1;

    @Option(
            names = "--data",
            paramLabel = "FOLDER",
            description = "An empty folder for the node's data, which stays; a temporary one without it.")
    private Optional<Path> data = Optional.empty();

    private final BenchTable table = new BenchTable();

    @Override
    public String parent() {
        return "bench";
    }

    @Override
    public Integer call() throws IOException {
        if (decisions < LEAST) {
            throw new UserException("at least " + LEAST + " decisions are needed, to train on some of them");
        }
        boolean same;
        if (data.isPresent()) {
            same = run(data.get());
        } else {
            try (TemporaryFolder folder = TemporaryFolder.create()) {
                same = run(folder.path());
            }
        }
        table.print(json);
        return same ? 0 : 1;
    }

    private boolean run(Path folder) {
        LiveMarket market = new LiveMarket(folder, world());
        try (Node node = market.open()) {
            if (node.log().end().total() > 0) {
                throw new UserException("the log in " + folder + " is not empty");
            }
            live(market, node);
            long start = System.nanoTime();
            Replay replay = Replay.check(
                    node.log(),
                    Apps.of(LiveMarket.CONFIG).getFirst(),
                    node.registry(),
                    line -> BenchTable.progress("replay: " + line));
            double replayed = (System.nanoTime() - start) / 1e9;
            start = System.nanoTime();
            Parity parity = Parity.check(
                    node.log(),
                    FeedApp.NAME,
                    FeedApp.rows(),
                    node.registry(),
                    line -> BenchTable.progress("parity: " + line));
            add(replay, replayed, parity, (System.nanoTime() - start) / 1e9);
            return replay.same() && parity.differing() == 0;
        }
    }

    /** Large enough to ask for as many slates within four weeks. */
    private MarketConfig world() {
        return new MarketConfig(
                seed,
                Math.max(800, decisions / 6),
                2_000,
                200,
                DAYS,
                Instant.parse("2026-01-05T00:00:00Z"),
                LiveMarket.SLATE,
                0.3,
                0.02,
                MarketConfig.Habits.FULL);
    }

    private void live(LiveMarket market, Node node) {
        long start = System.nanoTime();
        market.run(node, Math.min(decisions / 5, MOST_TRAINED_ON));
        BenchTable.progress("training on " + market.decisions() + " decisions");
        FeedTraining.Trained trained = LiveMarket.train(node);
        LiveMarket.launch(
                node,
                Map.of(
                        "control",
                        "heuristic",
                        "model",
                        LiveMarket.release(node, trained, LiveMarket.RELEASED),
                        "numbers",
                        LiveMarket.release(
                                node,
                                trained,
                                LiveMarket.RELEASED
                                        .with("policy.diversity.weight", "0.1")
                                        .with("policy.new.seller.slates", "15")
                                        .with("policy.explore.share", "0.15"))));
        for (int part = 1; market.decisions() < decisions; part++) {
            market.run(node, (int) ((long) decisions * part / PARTS));
            BenchTable.progress(String.format(
                    Locale.ROOT,
                    "%,d of %,d decisions, %,.0f/s",
                    market.decisions(),
                    decisions,
                    market.decisions() / ((System.nanoTime() - start) / 1e9)));
        }
        String name = "simulated market";
        table.add(
                name,
                BenchTable.FAIRLEAD,
                "positions of the log",
                "",
                node.log().end().total());
        table.add(name, BenchTable.FAIRLEAD, "decisions", "", market.decisions());
        table.add(name, BenchTable.FAIRLEAD, "events that came after a later one", "", market.outOfOrder());
        table.add(name, BenchTable.FAIRLEAD, "requests with prices", "", market.priced());
    }

    private void add(Replay replay, double replayed, Parity parity, double read) {
        String again = "decisions made again, simulated market";
        table.add(again, BenchTable.FAIRLEAD, "decisions", "", replay.decisions());
        replay.left().forEach((reason, count) -> table.add(again, BenchTable.FAIRLEAD, reason, "left out", count));
        compared(again, "floats", replay.floats());
        compared(again, "scores", replay.scores());
        compared(again, "choices", replay.choices());
        compared(again, "propensities", replay.propensities());
        compared(again, "carried numbers", replay.carried());
        table.add(again, BenchTable.FAIRLEAD, "rate", "decisions/s", replay.decisions() / replayed);
        String rows = "feature rows read again, simulated market";
        table.add(rows, BenchTable.FAIRLEAD, "decisions", "", parity.decisions());
        table.add(rows, BenchTable.FAIRLEAD, "rows", "", parity.rows());
        compared(rows, "floats", new Replay.Compared(parity.floats(), parity.differing()));
        table.add(rows, BenchTable.FAIRLEAD, "rate", "decisions/s", parity.decisions() / read);
        for (String first : new String[] {replay.first(), parity.first()}) {
            if (!first.isEmpty()) {
                BenchTable.progress("first difference: " + first);
            }
        }
    }

    private void compared(String name, String what, Replay.Compared compared) {
        table.add(name, BenchTable.FAIRLEAD, what, "", compared.all());
        table.add(name, BenchTable.FAIRLEAD, "  that differ", "", compared.differing());
    }
}
