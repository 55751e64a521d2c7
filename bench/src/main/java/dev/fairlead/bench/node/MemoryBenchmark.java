package dev.fairlead.bench.node;

import dev.fairlead.cli.PluginCommand;
import dev.fairlead.cli.bench.BenchTable;
import dev.fairlead.cli.option.JsonOption;
import dev.fairlead.events.Event;
import dev.fairlead.feed.FeedFeatures;
import dev.fairlead.lab.market.TemporaryFolder;
import dev.fairlead.log.Logged;
import dev.fairlead.log.Position;
import dev.fairlead.log.Snapshots;
import dev.fairlead.market.features.FeatureQuery;
import dev.fairlead.market.features.Market;
import dev.fairlead.state.FeatureStore;
import java.io.IOException;
import java.lang.ref.Reference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "memory",
        mixinStandardHelpOptions = true,
        description = {
            "Heap of the feature state of users with 2, 20 and 200 events each and of items, measured on as many as are asked for;",
            "and the snapshot of users with 20: size, time to write and to load. Data are simulated."
        })
public final class MemoryBenchmark implements PluginCommand {
    private static final int[] EVENTS_EACH = {2, 20, 200};
    private static final int SAVED = 20;
    private static final int STEP = 2_000;
    private static final int ITEMS = 20_000;
    private static final double MIB = 1 << 20;

    @Mixin
    private JsonOption json = new JsonOption();

    @Option(
            names = "--users",
            paramLabel = "N",
            defaultValue = "1000000",
            description = "How many users, and how many items (default: ${DEFAULT-VALUE}).")
    private int size = 1_000_000;

    private final BenchTable table = new BenchTable();
    private final long start = System.currentTimeMillis() - Duration.ofDays(1).toMillis();

    @Override
    public String parent() {
        return "bench";
    }

    @Override
    public Integer call() throws IOException {
        for (int events : EVENTS_EACH) {
            users(events);
        }
        items();
        table.print(json);
        return 0;
    }

    private void users(int events) throws IOException {
        Traffic traffic = new Traffic(1, size, ITEMS, start);
        FeatureStore<FeatureQuery, Market> store = FeedFeatures.create().store();
        apply(store, traffic.catalogue());
        long before = usedHeap();
        for (int user = 0; user < size; user += STEP) {
            apply(store, traffic.histories(user, Math.min(size, user + STEP), events));
            if (user % (size / 10 / STEP * STEP + STEP) == 0) {
                BenchTable.progress(user + " of " + size + " users, " + events + " events each");
            }
        }
        grown("users, " + events + " simulated events each", usedHeap() - before);
        if (events == SAVED) {
            snapshot(store);
        }
        Reference.reachabilityFence(store);
    }

    private void items() {
        BenchTable.progress(size + " items, described and met");
        Traffic traffic = new Traffic(1, 1, size, start);
        FeatureStore<FeatureQuery, Market> store = FeedFeatures.create().store();
        long before = usedHeap();
        apply(store, traffic.catalogue());
        apply(store, traffic.events(size));
        grown("items, described and met, simulated", usedHeap() - before);
        Reference.reachabilityFence(store);
    }

    private void grown(String name, long bytes) {
        String measured = size + " " + name;
        table.add(measured, BenchTable.FAIRLEAD, "memory", "MiB", bytes / MIB);
        table.add(measured, BenchTable.FAIRLEAD, "memory each", "bytes", (double) bytes / size);
    }

    private void snapshot(FeatureStore<FeatureQuery, Market> store) throws IOException {
        BenchTable.progress("snapshot");
        String name = "snapshot of " + size + " simulated users";
        try (TemporaryFolder folder = TemporaryFolder.create()) {
            Snapshots snapshots = new Snapshots(folder.path());
            long start = System.nanoTime();
            Position position = store.read(view -> view.asOf());
            snapshots.save(List.of(new Snapshots.Placed(store, position)));
            long written = System.nanoTime();
            Snapshots.Restored<FeatureStore<FeatureQuery, Market>> restored =
                    snapshots.restore(() -> FeedFeatures.create().store(), s -> List.of(s), position, Set.of());
            long loaded = System.nanoTime();
            if (!restored.problems().isEmpty()) {
                throw new IllegalStateException(String.join("; ", restored.problems()));
            }
            table.add(name, BenchTable.FAIRLEAD, "size", "MiB", bytes(folder.path()) / MIB);
            table.add(name, BenchTable.FAIRLEAD, "write", "s", (written - start) / 1e9);
            table.add(name, BenchTable.FAIRLEAD, "load", "s", (loaded - written) / 1e9);
        }
    }

    private static double bytes(Path folder) throws IOException {
        double bytes = 0;
        try (var files = Files.list(folder)) {
            for (Path file : files.toList()) {
                bytes += Files.size(file);
            }
        }
        return bytes;
    }

    private static void apply(FeatureStore<FeatureQuery, Market> store, List<Event> events) {
        long before = store.read(view -> view.asOf()).offset(0);
        store.apply(fold -> {
            for (int i = 0; i < events.size(); i++) {
                fold.accept(Logged.at(before + 1 + i, events.get(i)));
            }
        });
    }

    static long usedHeap() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
