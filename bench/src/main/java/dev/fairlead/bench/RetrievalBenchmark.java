package dev.fairlead.bench;

import dev.fairlead.cli.PluginCommand;
import dev.fairlead.cli.bench.BenchTable;
import dev.fairlead.cli.option.JsonOption;
import dev.fairlead.errors.UserException;
import dev.fairlead.retrieval.ClusterIndexFactory;
import dev.fairlead.retrieval.IndexFactory;
import dev.fairlead.retrieval.LiveIndex;
import dev.fairlead.retrieval.Vectors;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code fairlead bench retrieval}. */
@Command(
        name = "retrieval",
        mixinStandardHelpOptions = true,
        description = {
            "Find the 500 items of highest inner product among simulated vectors: by a scan of all, by Fairlead's clusters,",
            "by Lucene's and by JVector's graph. Searches run on one thread; recall is against the scan."
        })
public final class RetrievalBenchmark implements PluginCommand {
    private static final int K = 500;
    private static final int ADDED = 300;

    @Mixin
    private JsonOption json = new JsonOption();

    @Option(names = "--items", defaultValue = "1000000", description = "Vectors (default: ${DEFAULT-VALUE}).")
    private int items;

    @Option(names = "--dimensions", defaultValue = "64", description = "Floats each (default: ${DEFAULT-VALUE}).")
    private int dimensions;

    @Option(
            names = "--queries",
            defaultValue = "300",
            description = "Searches that are timed, of each kind (default: ${DEFAULT-VALUE}).")
    private int queries;

    @Option(names = "--no-peers", description = "Leave out Lucene and JVector, which take long to build.")
    private boolean alone;

    private final BenchTable table = new BenchTable();
    private String sizes = "";
    private List<Queries> kinds = List.of();

    /** Searches with their right answers. */
    private record Queries(String name, boolean filtered, List<float[]> vectors, List<Set<Integer>> right) {}

    /** Called by the command line. */
    public RetrievalBenchmark() {}

    @Override
    public String parent() {
        return "bench";
    }

    @Override
    public Integer call() throws Exception {
        if (items < 10_000 || dimensions < 2 || queries < 10) {
            throw new UserException("at least 10000 items, 2 dimensions and 10 queries are needed, not " + items + ", "
                    + dimensions + " and " + queries);
        }
        BenchTable.progress(Machine.describe());
        BenchTable.progress("all vectors are simulated");
        sizes = String.format("%,d simulated vectors x %d, best %d, ", items, dimensions, K);
        SimulatedVectors world = SimulatedVectors.of(items, dimensions, 1);
        VectorPeer exact = measured("fairlead, scan", () -> VectorPeer.Own.build(IndexFactory.EXACT, world.items()));
        kinds = List.of(
                queries("users", false, exact, world::user),
                queries("users, 1 item in " + VectorPeer.PASSES + " allowed", true, exact, world::user),
                queries("any direction", false, exact, world::direction));
        searches("fairlead, scan", exact);
        VectorPeer clusters = measured(
                "fairlead, clusters", () -> VectorPeer.Own.build(new ClusterIndexFactory(0.97, 1), world.items()));
        searches("fairlead, clusters", clusters);
        adding(world);
        if (!alone) {
            peers(world);
        }
        table.print(json);
        return 0;
    }

    private void peers(SimulatedVectors world) throws Exception {
        try (LuceneVectors lucene = measured("lucene", () -> LuceneVectors.build(world.items()))) {
            for (int width : new int[] {1, 2, 4}) {
                searches("lucene, " + width * K + " candidates", lucene.withWidth(width));
            }
        }
        try (JVectorGraph jvector = measured("jvector", () -> JVectorGraph.build(world.items()))) {
            for (int width : new int[] {1, 2, 4}) {
                searches("jvector, " + width * K + " candidates", jvector.withWidth(width));
            }
        }
    }

    private interface Drawn {
        float[] query(SplittableRandom random);
    }

    private Queries queries(String name, boolean filtered, VectorPeer exact, Drawn drawn) throws Exception {
        SplittableRandom random = new SplittableRandom(name.hashCode());
        List<float[]> vectors = new ArrayList<>();
        List<Set<Integer>> right = new ArrayList<>();
        for (int i = 0; i < queries; i++) {
            vectors.add(drawn.query(random));
            right.add(set(exact.search(vectors.getLast(), K, filtered)));
        }
        return new Queries(name, filtered, vectors, right);
    }

    private static Set<Integer> set(int[] ids) {
        return IntStream.of(ids).boxed().collect(Collectors.toSet());
    }

    private <P extends VectorPeer> P measured(String subject, Callable<P> build) throws Exception {
        BenchTable.progress(subject + ": building");
        long start = System.nanoTime();
        P built = build.call();
        String name = sizes + "the index";
        table.add(name, subject, "build", "s", (System.nanoTime() - start) / 1e9);
        table.add(name, subject, "memory", "MiB", built.bytes() / (double) (1 << 20));
        return built;
    }

    private void searches(String subject, VectorPeer peer) throws Exception {
        for (Queries kind : kinds) {
            BenchTable.progress(subject + ": " + kind.name);
            long[] nanos = new long[queries];
            long found = 0;
            long wanted = 0;
            for (int round = 0; round < 2; round++) { // the first one warms up
                found = 0;
                wanted = 0;
                for (int i = 0; i < queries; i++) {
                    long before = System.nanoTime();
                    int[] ids = peer.search(kind.vectors.get(i), K, kind.filtered);
                    nanos[i] = System.nanoTime() - before;
                    Set<Integer> right = kind.right.get(i);
                    found += IntStream.of(ids).filter(right::contains).count();
                    wanted += right.size();
                }
            }
            Arrays.sort(nanos);
            String name = sizes + kind.name;
            table.add(name, subject, "recall", "", (double) found / wanted);
            table.add(name, subject, "p50", "ms", nanos[queries / 2] / 1e6);
            table.add(name, subject, "p99", "ms", nanos[(int) Math.ceil(0.99 * queries) - 1] / 1e6);
        }
    }

    /** From the moment an item is put until a search has found it. */
    private void adding(SimulatedVectors world) throws IOException {
        BenchTable.progress("adding items");
        Vectors all = world.items();
        LiveIndex live = new LiveIndex(dimensions, new ClusterIndexFactory(0.97, 1));
        live.rebuild(() -> all, _ -> {});
        SplittableRandom random = new SplittableRandom(5);
        long[] nanos = new long[ADDED];
        int atOnce = 0;
        for (int i = 0; i < ADDED; i++) {
            float[] vector = world.user(random);
            for (int d = 0; d < dimensions; d++) {
                vector[d] *= 2; // longer than any, so that it is its own best match
            }
            long before = System.nanoTime();
            live.put(items + i, vector);
            int id = items + i;
            while (IntStream.of(live.search(vector, K, _ -> true).ids()).noneMatch(found -> found == id)) {
                atOnce--;
            }
            nanos[i] = System.nanoTime() - before;
            atOnce++;
        }
        Arrays.sort(nanos);
        String name = sizes + "an item is put and searched for";
        table.add(name, "fairlead, clusters", "found by the first search", "%", 100.0 * atOnce / ADDED);
        table.add(name, "fairlead, clusters", "p50", "ms", nanos[ADDED / 2] / 1e6);
        table.add(name, "fairlead, clusters", "p99", "ms", nanos[(int) Math.ceil(0.99 * ADDED) - 1] / 1e6);
    }
}
