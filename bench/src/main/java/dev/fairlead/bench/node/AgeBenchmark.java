package dev.fairlead.bench.node;

import dev.fairlead.cli.PluginCommand;
import dev.fairlead.cli.bench.BenchTable;
import dev.fairlead.cli.option.JsonOption;
import dev.fairlead.environment.Environment;
import dev.fairlead.feed.FeedConfig;
import dev.fairlead.helidon.HttpApi;
import dev.fairlead.lab.market.TemporaryFolder;
import dev.fairlead.server.Apps;
import dev.fairlead.server.FolderCopy;
import dev.fairlead.server.Node;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "age",
        mixinStandardHelpOptions = true,
        description = {
            "How a node fares as its log grows, on simulated events: events per second over HTTP with 4 clients, durable and applied; a batch of 100",
            "at half of the load that it can take; and how long a start takes with a snapshot, after a kill, and without a snapshot."
        })
public final class AgeBenchmark implements PluginCommand {
    private static final int USERS = 50_000;
    private static final int ITEMS = 20_000;
    private static final int LARGE = 1_000;
    private static final int SMALL = 100;
    private static final int CLIENTS = 4;
    private static final Duration PART = Duration.ofSeconds(8);
    private static final Duration HALF = Duration.ofSeconds(40);
    private static final double MIB = 1 << 20;

    @Mixin
    private JsonOption json = new JsonOption();

    @Option(
            names = "--events",
            paramLabel = "N",
            split = ",",
            defaultValue = "1000000,10000000",
            description = "Measure when the log has so many events, in rising order (default: ${DEFAULT-VALUE}).")
    private List<Long> ages = List.of(1_000_000L, 10_000_000L);

    @Option(
            names = "--replay-to",
            paramLabel = "N",
            defaultValue = "10000000",
            description =
                    "Start without a snapshot up to this many events, since that takes long (default: ${DEFAULT-VALUE}).")
    private long replayTo = 10_000_000;

    private final BenchTable table = new BenchTable();
    private final Traffic traffic = new Traffic(
            1, USERS, ITEMS, System.currentTimeMillis() - Duration.ofDays(20).toMillis());

    @Override
    public String parent() {
        return "bench";
    }

    @Override
    public Integer call() throws IOException {
        try (TemporaryFolder folder = TemporaryFolder.create()) {
            Path data = folder.path().resolve("node");
            for (long age : ages) {
                try (Node node = open(data)) {
                    if (node.log().end().total() == 0) {
                        node.append(traffic.catalogue());
                    }
                    grow(node, age);
                    http(node, age);
                    Path killed = folder.path().resolve("killed");
                    FolderCopy.asKilled(data, killed); // as a kill would leave it: the node is open, and idle
                    restarts(killed, age);
                }
                start("a start with a snapshot, log of " + age, data);
            }
        }
        table.print(json);
        return 0;
    }

    private static Node open(Path data) {
        return Node.open(data, Apps.of(FeedConfig.defaults()), Environment.system());
    }

    private void grow(Node node, long age) {
        long begun = System.nanoTime();
        long from = node.log().end().total();
        long said = begun;
        for (long at = from; at < age; at = node.log().end().total()) {
            node.append(traffic.events(20_000));
            if (System.nanoTime() - said > 10_000_000_000L) {
                said = System.nanoTime();
                double rate = (at - from) * 1e9 / (said - begun);
                BenchTable.progress(String.format(
                        Locale.ROOT, "%,d of %,d events, %,.0f/s, %,.0f s left", at, age, rate, (age - at) / rate));
            }
        }
    }

    private void http(Node node, long age) {
        try (HttpApi api = node.serve(HttpApi.DEFAULT_HOST, 0)) {
            URI uri = URI.create("http://" + HttpApi.DEFAULT_HOST + ":" + api.port() + "/v1/events");
            BenchTable.progress("events over HTTP");
            new LoadClients(uri, 2, PART).post(traffic.bodies(150, LARGE));
            new LoadClients(uri, CLIENTS, PART)
                    .post(traffic.bodies(500, LARGE))
                    .addTo(table, "4 clients, 1,000 a batch, log of " + age, BenchTable.FAIRLEAD, "events", LARGE);
            LoadClients.Times most = new LoadClients(uri, CLIENTS, PART).post(traffic.bodies(2_500, SMALL));
            most.addTo(table, "4 clients, 100 a batch, log of " + age, BenchTable.FAIRLEAD, "events", SMALL);
            Duration every = Duration.ofNanos((long) (2e9 / most.perSecond()));
            // Long enough for what is rare, such as a snapshot, to count for as much as it is.
            new LoadClients(uri, CLIENTS, HALF, every)
                    .post(traffic.bodies((int) (HALF.toNanos() / every.toNanos()), SMALL))
                    .addTo(table, "the same at half the load, log of " + age, BenchTable.FAIRLEAD, "events", SMALL);
        }
    }

    private void restarts(Path killed, long age) throws IOException {
        start("a start after a kill, log of " + age, killed);
        if (age <= replayTo) {
            Files.delete(killed.resolve("state.snapshot"));
            double seconds = start("a start without a snapshot, log of " + age, killed);
            table.add(
                    "a start without a snapshot, log of " + age,
                    BenchTable.FAIRLEAD,
                    "replay",
                    "events/s",
                    age / seconds);
        }
        try (TemporaryFolder gone = new TemporaryFolder(killed)) {
            BenchTable.progress("removing " + gone.path());
        }
    }

    /** Opens a node, waits until all states serve, and closes it. @return seconds until then */
    private double start(String name, Path data) throws IOException {
        BenchTable.progress(name);
        long begun = System.nanoTime();
        try (Node node = open(data)) {
            node.awaitCaughtUp();
            double seconds = (System.nanoTime() - begun) / 1e9;
            table.add(name, BenchTable.FAIRLEAD, "ready after", "s", seconds);
            if (Files.exists(data.resolve("state.snapshot"))
                    && node.restoredAt().total() > 0) {
                node.snapshot();
                table.add(
                        name, BenchTable.FAIRLEAD, "snapshot", "MiB", Files.size(data.resolve("state.snapshot")) / MIB);
                table.add(
                        name,
                        BenchTable.FAIRLEAD,
                        "pause for it",
                        "ms",
                        node.lastSnapshot().pause().toNanos() / 1e6);
            }
            return seconds;
        }
    }
}
