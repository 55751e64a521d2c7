package dev.fairlead.bench.node;

import com.sun.management.ThreadMXBean;
import dev.fairlead.cli.PluginCommand;
import dev.fairlead.cli.bench.BenchTable;
import dev.fairlead.cli.option.JsonOption;
import dev.fairlead.decide.Decision;
import dev.fairlead.environment.Environment;
import dev.fairlead.feed.FeedApp;
import dev.fairlead.feed.FeedConfig;
import dev.fairlead.feed.FeedTraining;
import dev.fairlead.feed.RunningFeed;
import dev.fairlead.helidon.HttpApi;
import dev.fairlead.json.Json;
import dev.fairlead.json.JsonEvents;
import dev.fairlead.lab.market.SimulatedMarket;
import dev.fairlead.lab.market.TemporaryFolder;
import dev.fairlead.market.events.Context;
import dev.fairlead.market.features.FeatureQuery;
import dev.fairlead.ranking.ListQuery;
import dev.fairlead.ranking.RankingModel;
import dev.fairlead.ranking.RankingModelType;
import dev.fairlead.registry.Release;
import dev.fairlead.server.Apps;
import dev.fairlead.server.Node;
import dev.fairlead.server.Training;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "rank",
        mixinStandardHelpOptions = true,
        description = {
            "Time of an answer of POST /v1/feed over HTTP, 500 given candidates, a slate of 20, on simulated data.",
            "The same without a model (the heuristic) stands beside it; then the parts of an answer, one thread, no HTTP."
        })
public final class RankBenchmark implements PluginCommand {
    private static final int USERS = 50_000;
    private static final int EVENTS_EACH = 4;
    private static final int ITEMS = 20_000;
    private static final int CANDIDATES = 500;
    private static final int SLATE = 20;
    private static final int BODIES = 2_000;
    private static final int LISTS = 200;
    private static final int ROUNDS = 10;
    private static final Duration PART = Duration.ofSeconds(2);
    private static final String HEURISTIC = "heuristic, no model";

    @Mixin
    private JsonOption json = new JsonOption();

    private final BenchTable table = new BenchTable();
    private final Traffic traffic = new Traffic(
            1, USERS, ITEMS, System.currentTimeMillis() - Duration.ofDays(1).toMillis());

    @Override
    public String parent() {
        return "bench";
    }

    @Override
    public Integer call() throws IOException {
        try (TemporaryFolder folder = TemporaryFolder.create()) {
            FeedTraining.Trained trained = train(folder.path().resolve("market"));
            try (Node node =
                    Node.open(folder.path().resolve("node"), Apps.of(FeedConfig.defaults()), Environment.system())) {
                BenchTable.progress("filling a node: " + ITEMS + " items, " + USERS + " users");
                node.append(traffic.catalogue());
                for (int user = 0; user < USERS; user += 1_000) {
                    node.append(traffic.histories(user, user + 1_000, EVENTS_EACH));
                }
                measure(node, trained);
            }
        }
        table.print(json);
        return 0;
    }

    static FeedTraining.Trained train(Path folder) {
        BenchTable.progress("training a model on a simulated market");
        SimulatedMarket market = new SimulatedMarket(1);
        try (Node node = Node.open(folder, Apps.of(SimulatedMarket.config()), Environment.system())) {
            node.append(market.events());
            Training training = new Training(SimulatedMarket.config());
            return training.train(market.prepare(training, node));
        }
    }

    private void measure(Node node, FeedTraining.Trained trained) {
        String hash = node.registry()
                .put(trained.card(), RankingModelType.RANKING, trained.model(), System.currentTimeMillis());
        String sizes = "simulated, " + CANDIDATES + " candidates, n=" + SLATE + ", "
                + trained.model().features().size() + " features, "
                + trained.card().fact("ranker trees") + " and " + trained.card().fact("classifier trees") + " trees";
        List<byte[]> bodies = IntStream.range(0, BODIES).mapToObj(this::body).toList();
        try (HttpApi api = node.serve(HttpApi.DEFAULT_HOST, 0)) {
            URI uri = URI.create("http://" + HttpApi.DEFAULT_HOST + ":" + api.port() + "/v1/feed");
            http(uri, HEURISTIC, sizes, bodies);
            node.promote(FeedApp.NAME, hash, "benchmark");
            http(uri, BenchTable.FAIRLEAD, sizes, bodies);
        }
        BenchTable.progress("the parts of an answer");
        parts(node, sizes, node.registry().get(hash).orElseThrow());
    }

    private void http(URI uri, String subject, String sizes, List<byte[]> bodies) {
        BenchTable.progress("warming up: " + subject);
        new LoadClients(uri, 2, PART).post(bodies);
        for (int clients : List.of(1, 2, 4)) {
            BenchTable.progress(subject + ", clients: " + clients);
            new LoadClients(uri, clients, PART)
                    .post(bodies)
                    .addTo(table, "POST /v1/feed, " + sizes + ", clients: " + clients, subject, "requests", 1);
        }
    }

    private byte[] body(int request) {
        return Json.bytes(out -> {
            out.text("user", Traffic.user(request * 7 % USERS));
            out.text("session", "session-" + request * 7 % USERS);
            out.whole("n", SLATE);
            out.texts("candidates", traffic.items(CANDIDATES));
        });
    }

    /** One thread, without HTTP. The median of each part; what the parts leave of the whole is candidates, order and slate. */
    private void parts(Node node, String sizes, Release stored) {
        JsonEvents codec = new JsonEvents(node.types());
        RunningFeed feed = node.feed();
        RankingModel model = stored.model(RankingModel.class);
        long now = System.currentTimeMillis();
        List<FeatureQuery> queries = IntStream.range(0, LISTS)
                .mapToObj(i -> new FeatureQuery(
                        Traffic.user(i * 7),
                        "session-" + i * 7,
                        Context.UNKNOWN,
                        now,
                        traffic.items(CANDIDATES),
                        new double[0]))
                .toList();
        List<ListQuery> requests = queries.stream().map(RankBenchmark::request).toList();
        float[][] rows = new float[LISTS][];
        Decision[] decisions = new Decision[LISTS];
        double[] ones = new double[CANDIDATES];
        Arrays.fill(ones, 1);
        part("features", sizes, i -> rows[i] = feed.features().store().read(view -> view.rows(queries.get(i))));
        part("scores", sizes, i -> {
            double[] prices = Arrays.copyOf(ones, queries.get(i).items().size());
            model.score(rows[i], prices, prices);
        });
        part("whole decision", sizes, i -> decisions[i] = feed.decider().decide(requests.get(i)));
        part("of it, encoding for the journal", sizes, i -> codec.encode(decisions[i]));
    }

    private static ListQuery request(FeatureQuery query) {
        return new ListQuery(query.user(), query.session(), query.context(), SLATE, query.items(), new double[0]);
    }

    private void part(String name, String sizes, IntConsumer work) {
        long[] nanos = new long[ROUNDS * LISTS];
        for (int i = 0; i < nanos.length; i++) {
            long before = System.nanoTime();
            work.accept(i % LISTS);
            nanos[i] = System.nanoTime() - before;
        }
        long[] warm = Arrays.copyOfRange(nanos, nanos.length / 2, nanos.length);
        Arrays.sort(warm);
        LoadClients.Times times = new LoadClients.Times(warm, 1);
        String part = "part of an answer: " + name + ", " + sizes;
        table.add(part, BenchTable.FAIRLEAD, "p50", "ms", times.millis(0.5));
        table.add(part, BenchTable.FAIRLEAD, "allocated", "KB", allocated(work) / 1e3);
    }

    /** Bytes that one execution of warm code allocates in the thread that asks, the mean of all lists. */
    private static double allocated(IntConsumer work) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < LISTS; i++) {
            work.accept(i);
        }
        return (double) (threads.getCurrentThreadAllocatedBytes() - before) / LISTS;
    }
}
