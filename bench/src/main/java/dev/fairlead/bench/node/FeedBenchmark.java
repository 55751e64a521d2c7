package dev.fairlead.bench.node;

import dev.fairlead.bench.Yardstick;
import dev.fairlead.cli.PluginCommand;
import dev.fairlead.cli.bench.BenchTable;
import dev.fairlead.cli.option.JsonOption;
import dev.fairlead.environment.Environment;
import dev.fairlead.errors.UserException;
import dev.fairlead.events.Event;
import dev.fairlead.feed.FeedApp;
import dev.fairlead.feed.FeedConfig;
import dev.fairlead.feed.Stage;
import dev.fairlead.helidon.HttpApi;
import dev.fairlead.json.Json;
import dev.fairlead.lab.market.TemporaryFolder;
import dev.fairlead.log.Logged;
import dev.fairlead.ranking.RankingModel;
import dev.fairlead.ranking.RankingModelType;
import dev.fairlead.registry.ModelCard;
import dev.fairlead.retrieval.TowerConfig;
import dev.fairlead.retrieval.TowerData;
import dev.fairlead.retrieval.TowerModel;
import dev.fairlead.retrieval.TowerTrainer;
import dev.fairlead.server.Apps;
import dev.fairlead.server.Node;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "feed",
        mixinStandardHelpOptions = true,
        description = {
            "Time of a whole decision of POST /v1/feed over HTTP on a large simulated catalogue: the sources find the candidates, the",
            "model scores them, the rules make a slate of 20, the decision is journaled. Clients share the machine with the server."
        })
public final class FeedBenchmark implements PluginCommand {
    private static final int SLATE = 20;
    private static final int CHUNK = 10_000;
    private static final int TOUCHES = 100_000;
    private static final int BODIES = 200_000;
    private static final Duration PART = Duration.ofSeconds(10);
    private static final Duration WARM_UP = Duration.ofSeconds(30);
    private static final double MIB = 1 << 20;
    private static final String HEURISTIC = "heuristic, no model";

    @Mixin
    private JsonOption json = new JsonOption();

    @Option(
            names = "--items",
            paramLabel = "N",
            defaultValue = "1000000",
            description = "Items (default: ${DEFAULT-VALUE}).")
    private int items = 1_000_000;

    @Option(
            names = "--users",
            paramLabel = "N",
            defaultValue = "1000000",
            description = "Users (default: ${DEFAULT-VALUE}).")
    private int users = 1_000_000;

    @Option(
            names = "--events",
            paramLabel = "N",
            defaultValue = "2",
            description = "Events of each user (default: ${DEFAULT-VALUE}).")
    private int events = 2;

    @Option(
            names = "--candidates",
            paramLabel = "N",
            defaultValue = "500",
            description = "Candidates of a request (default: ${DEFAULT-VALUE}).")
    private int candidates = 500;

    @Option(
            names = "--dimensions",
            paramLabel = "N",
            defaultValue = "64",
            description = "Of the towers' vectors (default: ${DEFAULT-VALUE}).")
    private int dimensions = 64;

    @Option(
            names = "--price",
            paramLabel = "millionths of a USD",
            defaultValue = "0.10",
            description = "What this machine costs an hour, for the cost of decisions (default: ${DEFAULT-VALUE}).")
    private double price = 0.10;

    private final BenchTable table = new BenchTable();
    private final StageTimes stages = new StageTimes();

    /** Nanoseconds of each stage of each decision since the last {@link #clear}. */
    private static final class StageTimes implements Stage.Timer {
        private final Map<Stage, ConcurrentLinkedQueue<Long>> times = new EnumMap<>(Stage.class);

        StageTimes() {
            Arrays.stream(Stage.values()).forEach(stage -> times.put(stage, new ConcurrentLinkedQueue<>()));
        }

        @Override
        public void record(Stage stage, long nanos) {
            of(stage).add(nanos);
        }

        void clear() {
            times.values().forEach(ConcurrentLinkedQueue::clear);
        }

        long[] sorted(Stage stage) {
            return of(stage).stream().mapToLong(Long::longValue).sorted().toArray();
        }

        private ConcurrentLinkedQueue<Long> of(Stage stage) {
            return Objects.requireNonNull(times.get(stage));
        }
    }

    @Override
    public String parent() {
        return "bench";
    }

    @Override
    public Integer call() throws IOException {
        if (items < 1_000 || users < 1_000 || events < 1 || candidates < SLATE || dimensions < 2 || !(price >= 0)) {
            throw new UserException(
                    "at least 1000 items and users, 1 event, " + SLATE + " candidates and 2 dimensions are needed");
        }
        long needed = 6_000L * users + 1_500L * items + (1L << 30);
        if (Runtime.getRuntime().maxMemory() < needed) {
            throw new UserException(String.format(
                    Locale.ROOT,
                    "%,d users and %,d items need a heap of about %d GiB, and this process has %d: set FAIRLEAD_HEAP, as in"
                            + " FAIRLEAD_HEAP=%dg, or measure fewer",
                    users,
                    items,
                    (needed >> 30) + 1,
                    Runtime.getRuntime().maxMemory() >> 30,
                    (needed >> 30) + 1));
        }
        try (TemporaryFolder folder = TemporaryFolder.create()) {
            var trained = RankBenchmark.train(folder.path().resolve("market"));
            FeedConfig config = FeedConfig.defaults().with("candidates", String.valueOf(candidates));
            try (Node node = Node.open(folder.path().resolve("node"), Apps.of(config, stages), Environment.system())) {
                Traffic traffic = new Traffic(
                        1,
                        users,
                        items,
                        System.currentTimeMillis() - Duration.ofDays(1).toMillis());
                TowerData data = fill(node, traffic);
                serve(node, trained.model(), trained.card().withNumbers(config.text()), data);
            }
        }
        table.print(json);
        return 0;
    }

    private TowerData fill(Node node, Traffic traffic) {
        TowerData data = new TowerData();
        long before = MemoryBenchmark.usedHeap();
        long start = System.nanoTime();
        for (int from = 0; from < items; from += CHUNK) {
            List<Event> some = traffic.catalogue(from, Math.min(items, from + CHUNK));
            node.append(some);
            some.forEach(event -> data.accept(Logged.at(1, event)));
            progress("items", from, items);
        }
        long described = MemoryBenchmark.usedHeap();
        int step = CHUNK / events;
        for (int from = 0; from < users; from += step) {
            List<Event> some = traffic.histories(from, Math.min(users, from + step), events);
            node.append(some);
            if ((long) from * events < TOUCHES) {
                some.forEach(event -> data.accept(Logged.at(1, event)));
            }
            progress("users", from, users);
        }
        long met = MemoryBenchmark.usedHeap();
        String name = String.format(
                Locale.ROOT, "state of %,d simulated items and %,d users, %d events each", items, users, events);
        table.add(name, BenchTable.FAIRLEAD, "fill", "s", (System.nanoTime() - start) / 1e9);
        table.add(name, BenchTable.FAIRLEAD, "bytes an item", "bytes", (double) (described - before) / items);
        table.add(name, BenchTable.FAIRLEAD, "bytes a user", "bytes", (double) (met - described) / users);
        return data;
    }

    private static void progress(String what, int done, int of) {
        if (done % (of / 10 / CHUNK * CHUNK + CHUNK) == 0) {
            BenchTable.progress(String.format(Locale.ROOT, "filling a node: %,d of %,d %s", done, of, what));
        }
    }

    private void serve(Node node, RankingModel model, ModelCard card, TowerData data) throws IOException {
        String sizes = String.format(
                Locale.ROOT,
                "simulated, %,d items, %,d users, %d candidates, n=%d, %d features, %s and %s trees",
                items,
                users,
                candidates,
                SLATE,
                model.features().size(),
                card.fact("ranker trees"),
                card.fact("classifier trees"));
        SplittableRandom random = new SplittableRandom(3);
        List<byte[]> bodies = IntStream.range(0, BODIES)
                .mapToObj(_ -> body(random.nextInt(users)))
                .toList();
        try (HttpApi api = node.serve(HttpApi.DEFAULT_HOST, 0)) {
            URI uri = URI.create("http://" + HttpApi.DEFAULT_HOST + ":" + api.port() + "/v1/feed");
            measure(uri, HEURISTIC, sizes, bodies);
            BenchTable.progress("training towers of " + dimensions + " dimensions");
            String hash = node.registry()
                    .put(card, RankingModelType.RANKING, model.with(towers(data)), System.currentTimeMillis());
            long start = System.nanoTime();
            node.promote(FeedApp.NAME, hash, "benchmark");
            do { // what serves is prepared a moment after it is known
                LockSupport.parkNanos(100_000_000);
            } while (!node.serving(FeedApp.NAME).equals(hash) || !node.prepared());
            table.add(
                    sizes,
                    BenchTable.FAIRLEAD,
                    "model loaded, vectors indexed",
                    "s",
                    (System.nanoTime() - start) / 1e9);
            measure(uri, BenchTable.FAIRLEAD, sizes, bodies);
        }
    }

    private TowerModel towers(TowerData data) {
        TowerConfig plan = FeedConfig.defaults()
                .with("towers.dimensions", String.valueOf(dimensions))
                .with("towers.epochs", "1")
                .towerConfig();
        return new TowerTrainer(plan).train(data, _ -> {});
    }

    private static byte[] body(int user) {
        return Json.bytes(out -> {
            out.text("user", Traffic.user(user));
            out.text("session", "session-" + user);
            out.whole("n", SLATE);
        });
    }

    private void measure(URI uri, String subject, String sizes, List<byte[]> bodies) throws IOException {
        BenchTable.progress("warming up: " + subject);
        new LoadClients(uri, 2, WARM_UP).post(bodies);
        for (int clients : List.of(1, 2, 4)) {
            BenchTable.progress(subject + ", clients: " + clients);
            stages.clear();
            LoadClients.Times times = new LoadClients(uri, clients, PART).post(bodies);
            String name = "POST /v1/feed, " + sizes + ", clients: " + clients;
            times.addTo(table, name, subject, "requests", 1);
            table.add(name, subject, "p95", "ms", times.millis(0.95));
            table.add(
                    name,
                    subject,
                    "cost of 1,000 decisions at " + price + " USD an hour",
                    "millionths of a USD",
                    1e6 * 1_000 * price / 3_600 / times.perSecond());
            parts(name, subject, times);
            if (clients == 1) {
                yardstick(name, subject, times);
            }
        }
    }

    /** The same over the time of a known piece of work, measured just after it. */
    private void yardstick(String name, String subject, LoadClients.Times times) throws IOException {
        BenchTable.progress("yardstick: " + Yardstick.NAME);
        try (TemporaryFolder folder = TemporaryFolder.create()) {
            LoadClients.Times one = new LoadClients.Times(Yardstick.measure(folder.path()), 1);
            for (double quantile : new double[] {0.5, 0.99}) {
                String metric = "p" + Math.round(100 * quantile);
                table.add(name, "yardstick: " + Yardstick.NAME, metric, "ms", one.millis(quantile));
                table.add(
                        name,
                        subject,
                        metric + " over the yardstick's p50",
                        "times",
                        times.millis(quantile) / one.millis(0.5));
            }
        }
    }

    /** Where the time went: the median and the mean of each part, and what they leave of the whole for HTTP. */
    private void parts(String name, String subject, LoadClients.Times times) {
        double left = Arrays.stream(times.sorted()).average().orElse(0);
        for (Stage stage : Stage.values()) {
            long[] sorted = stages.sorted(stage);
            double mean = Arrays.stream(sorted).average().orElse(0);
            left -= mean;
            String part = "part " + stage.name().toLowerCase(Locale.ROOT);
            table.add(name, subject, part + ", mean", "ms", mean / 1e6);
            table.add(name, subject, part + ", p99", "ms", new LoadClients.Times(sorted, 1).millis(0.99));
        }
        table.add(name, subject, "part http and the rest, mean", "ms", left / 1e6);
    }
}
