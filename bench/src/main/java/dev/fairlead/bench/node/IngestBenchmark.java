package dev.fairlead.bench.node;

import dev.fairlead.cli.PluginCommand;
import dev.fairlead.cli.bench.BenchTable;
import dev.fairlead.cli.option.JsonOption;
import dev.fairlead.environment.Environment;
import dev.fairlead.events.Event;
import dev.fairlead.feed.FeedConfig;
import dev.fairlead.helidon.HttpApi;
import dev.fairlead.json.JsonEvents;
import dev.fairlead.lab.market.TemporaryFolder;
import dev.fairlead.market.events.MarketEvents;
import dev.fairlead.server.Apps;
import dev.fairlead.server.Node;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "ingest",
        mixinStandardHelpOptions = true,
        description = {
            "Simulated events per second that are durable and applied to the feature state: over HTTP, and without it.",
            "Beside it SQLite alone, which only stores the same JSON."
        })
public final class IngestBenchmark implements PluginCommand {
    private static final int USERS = 50_000;
    private static final int ITEMS = 20_000;
    private static final int LARGE = 1_000;
    private static final int SMALL = 100;
    private static final Duration PART = Duration.ofSeconds(4);
    private static final Duration GROWTH = Duration.ofSeconds(24);
    private static final int PEER_EVENTS = 200_000;

    @Mixin
    private JsonOption json = new JsonOption();

    @Option(
            names = "--events",
            paramLabel = "N",
            defaultValue = "1000000",
            description =
                    "Grow the log to about this many, if that takes no more than half a minute (default: ${DEFAULT-VALUE}).")
    private long grown = 1_000_000;

    private final BenchTable table = new BenchTable();
    private final Traffic traffic = new Traffic(
            1, USERS, ITEMS, System.currentTimeMillis() - Duration.ofDays(1).toMillis());

    @Override
    public String parent() {
        return "bench";
    }

    @Override
    public Integer call() throws IOException, SQLException {
        try (TemporaryFolder folder = TemporaryFolder.create()) {
            try (Node node =
                    Node.open(folder.path().resolve("node"), Apps.of(FeedConfig.defaults()), Environment.system())) {
                node.append(traffic.catalogue());
                http(node);
                inProcess(node);
            }
            peer(folder.path(), "sqlite", "");
            peer(folder.path(), "sqlite, ids unique", " UNIQUE");
        }
        table.print(json);
        return 0;
    }

    private void http(Node node) {
        try (HttpApi api = node.serve(HttpApi.DEFAULT_HOST, 0)) {
            URI uri = URI.create("http://" + HttpApi.DEFAULT_HOST + ":" + api.port() + "/v1/events");
            BenchTable.progress("warming up");
            new LoadClients(uri, 2, PART).post(traffic.bodies(100, LARGE));
            for (int size : List.of(LARGE, SMALL)) {
                for (int clients : List.of(1, 2, 4)) {
                    String name = "simulated events over HTTP, " + size + " a batch, clients: " + clients;
                    BenchTable.progress(name);
                    List<byte[]> bodies = traffic.bodies(size == LARGE ? 150 : 600, size);
                    long cpu = applying();
                    long end = node.log().end().total();
                    new LoadClients(uri, clients, PART)
                            .post(bodies)
                            .addTo(table, name, BenchTable.FAIRLEAD, "events", size);
                    double micros = (applying() - cpu) / 1e3;
                    long events = node.log().end().total() - end;
                    table.add(name, BenchTable.FAIRLEAD, "applying, CPU an event", "µs", micros / events);
                }
            }
        }
    }

    /** Nanoseconds of CPU that the thread that applies events has had. */
    private static long applying() {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        return Arrays.stream(threads.getThreadInfo(threads.getAllThreadIds()))
                .filter(thread -> thread != null && thread.getThreadName().equals("fairlead-tail"))
                .mapToLong(thread -> threads.getThreadCpuTime(thread.getThreadId()))
                .sum();
    }

    /** Quarter by quarter, because the index of ids is slower to add to the larger it is. */
    private void inProcess(Node node) {
        long start = System.nanoTime();
        long quarter = Math.max(1, grown / 4);
        long end = node.log().end().total();
        for (long goal = (end / quarter + 1) * quarter;
                goal <= grown && System.nanoTime() - start < GROWTH.toNanos();
                goal += quarter) {
            String name = "simulated events in process, " + LARGE + " a batch, log of up to " + goal;
            BenchTable.progress(name);
            LongStream.Builder nanos = LongStream.builder();
            long busy = 0;
            while (node.log().end().total() < goal && System.nanoTime() - start < GROWTH.toNanos()) {
                List<Event> events = traffic.events(LARGE);
                long before = System.nanoTime();
                node.append(events);
                long took = System.nanoTime() - before;
                nanos.add(took);
                busy += took;
            }
            new LoadClients.Times(nanos.build().sorted().toArray(), busy)
                    .addTo(table, name, BenchTable.FAIRLEAD, "events", LARGE);
        }
    }

    /** SQLite with the same promise of durability and nothing else: one row an event, a batch a transaction. */
    private void peer(Path folder, String subject, String constraint) throws SQLException {
        BenchTable.progress(subject);
        JsonEvents codec = new JsonEvents(MarketEvents.TYPES);
        LongStream.Builder nanos = LongStream.builder();
        long busy = 0;
        try (Connection connection = DriverManager.getConnection(
                        "jdbc:sqlite:" + folder.resolve(constraint.isEmpty() ? "plain.db" : "unique.db"));
                Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA journal_mode = WAL");
            statement.execute("PRAGMA synchronous = FULL");
            statement.execute("CREATE TABLE events (id TEXT" + constraint + ", body BLOB)");
            connection.setAutoCommit(false);
            try (PreparedStatement insert = connection.prepareStatement("INSERT INTO events VALUES (?, ?)")) {
                for (int done = 0; done < PEER_EVENTS && busy < PART.toNanos(); done += LARGE) {
                    List<Event> events = traffic.events(LARGE);
                    List<byte[]> bodies = events.stream().map(codec::encode).toList();
                    long before = System.nanoTime();
                    for (int i = 0; i < LARGE; i++) {
                        insert.setString(1, events.get(i).id());
                        insert.setBytes(2, bodies.get(i));
                        insert.addBatch();
                    }
                    insert.executeBatch();
                    connection.commit();
                    long took = System.nanoTime() - before;
                    nanos.add(took);
                    busy += took;
                }
            }
        }
        new LoadClients.Times(nanos.build().sorted().toArray(), busy)
                .addTo(table, "simulated events stored only, " + LARGE + " a batch", subject, "events", LARGE);
    }
}
