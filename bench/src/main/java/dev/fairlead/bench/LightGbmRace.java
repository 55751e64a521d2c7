package dev.fairlead.bench;

import dev.fairlead.cli.bench.BenchTable;
import dev.fairlead.errors.UserException;
import dev.fairlead.trees.Kernel;
import dev.fairlead.trees.TreeEnsemble;
import java.io.IOException;
import java.lang.ref.Reference;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** One LightGBM model: how it loads, whether scores are equal, and how fast everyone is. */
final class LightGbmRace {
    private static final int[] COUNTS = {1, 16, 64, 100, 500};
    private static final int TWO_THREADS_FROM = 100;
    private static final int SHAP_ROWS = 100;
    private static final int MODELS = 8;

    private final BenchTable table;
    private final Race race;
    private final BenchModel model;
    private final RowPool pool;

    LightGbmRace(BenchTable table, Race race, BenchModel model) {
        this.table = table;
        this.race = race;
        this.model = model;
        pool = new RowPool(model.data());
    }

    void run(String text) throws Exception {
        try (LightGbmPeer peer = new LightGbmPeer(text)) {
            TreeEnsemble fairlead = load(text);
            for (Kernel kernel : Kernel.values()) {
                if (fairlead.supports(kernel)) {
                    requireEqual(kernel + "", fairlead.using(kernel), peer);
                }
            }
            requireEqual("the chosen kernels", fairlead, peer);
            List<Subject> others = javaPeers(text);
            for (Subject other : others) {
                requireEqual(other.name(), other, peer);
            }
            for (int count : COUNTS) {
                one(text, fairlead, peer, others, count);
                if (count >= TWO_THREADS_FROM) {
                    two(text, fairlead, peer, count);
                }
            }
            if (model.data().categories() == 0 && !model.doubles()) {
                contributions(fairlead, peer);
            }
        }
    }

    /** A fresh model's first call, and what it takes until it is at full speed. */
    private TreeEnsemble load(String text) throws IOException, URISyntaxException {
        long start = System.nanoTime();
        TreeEnsemble fairlead = TreeEnsemble.parse(text);
        long parsed = System.nanoTime();
        Subject.Rows rows = pool.next(500);
        var out = new double[500];
        long before = System.nanoTime();
        score(fairlead, rows, out, 1);
        long scored = System.nanoTime();
        fairlead.warmUp();
        long warm = System.nanoTime();
        add("load", BenchTable.FAIRLEAD, "parse", "ms", (parsed - start) / 1e6);
        add("load", BenchTable.FAIRLEAD, "first call of 500 rows", "ms", (scored - before) / 1e6);
        add("load", BenchTable.FAIRLEAD, "warm-up", "ms", (warm - scored) / 1e6);
        add("load", BenchTable.FAIRLEAD, "jar", "KiB", jar() / 1024);
        add("load", BenchTable.FAIRLEAD, "memory with all kernels", "KiB", memory(text) / 1024);
        for (int count : COUNTS) {
            BenchTable.progress(model.name() + ", rows " + count + ": kernel " + fairlead.kernel(count));
        }
        return fairlead;
    }

    /** Bytes of the library's jar; of its class files where it was built in a folder. */
    private static double jar() throws IOException, URISyntaxException {
        Path code = Path.of(TreeEnsemble.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        try (var files = Files.walk(code)) {
            return files.filter(Files::isRegularFile)
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        }
    }

    /** Bytes of heap that stay with one model, from several copies. */
    private static double memory(String text) {
        long before = used();
        TreeEnsemble[] copies =
                Stream.generate(() -> TreeEnsemble.parse(text)).limit(MODELS).toArray(TreeEnsemble[]::new);
        for (TreeEnsemble copy : copies) {
            copy.warmUp();
        }
        double bytes = (double) (used() - before) / copies.length;
        Reference.reachabilityFence(copies);
        return bytes;
    }

    private static long used() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }

    private void score(TreeEnsemble fairlead, Subject.Rows rows, double[] out, int threads) {
        if (threads > 1) {
            fairlead.raw(rows.floats(), rows.count(), out, threads);
        } else if (model.doubles()) {
            fairlead.raw(rows.doubles(), rows.count(), out);
        } else {
            fairlead.raw(rows.floats(), rows.count(), out);
        }
    }

    private void requireEqual(String name, TreeEnsemble fairlead, LightGbmPeer peer) throws Exception {
        requireEqual(name, new Subject(name, 1, (rows, out) -> score(fairlead, rows, out, 1)), peer);
    }

    private void requireEqual(String name, Subject subject, LightGbmPeer peer) throws Exception {
        int checked = 0;
        for (int count : new int[] {1, 3, 17, 64, 100, 500, 513}) {
            for (int round = 0; round < 4; round++) {
                Subject.Rows rows = pool.next(count);
                var out = new double[count];
                subject.scoring().score(rows, out);
                double[] expected = peer.raw(rows, model.doubles(), 1);
                for (int row = 0; row < count; row++) {
                    if (Double.doubleToRawLongBits(out[row]) != Double.doubleToRawLongBits(expected[row])) {
                        throw new UserException(model.name() + " by " + name + ": row " + row + " of " + count + " is "
                                + out[row] + " and LightGBM says " + expected[row]);
                    }
                    checked++;
                }
            }
        }
        BenchTable.progress(model.name() + " by " + name + ": bit-equal " + checked + "/" + checked);
    }

    /** The ways of the literature, built anew in Java for models without missing values and categories. */
    private List<Subject> javaPeers(String text) throws ReflectiveOperationException {
        if (model.data().categories() > 0 || model.data().missing() > 0 || model.doubles()) {
            return List.of();
        }
        var peers = new ArrayList<Subject>();
        List<PeerTree> trees = PeerTree.of(text);
        if (Machine.vectors() && model.leaves() <= QuickScorer.MOST_LEAVES) {
            peers.add(new QuickScorer(trees, model.data().features()).raw());
        }
        long start = System.nanoTime();
        var compiled = new CompiledTrees(trees);
        add("load", compiled.raw().name(), "build", "ms", (System.nanoTime() - start) / 1e6);
        add("load", compiled.raw().name(), "class files", "KiB", compiled.bytes() / 1024.0);
        peers.add(compiled.raw());
        return peers;
    }

    private void one(String text, TreeEnsemble fairlead, LightGbmPeer peer, List<Subject> others, int count)
            throws Exception {
        var subjects = new ArrayList<Subject>();
        subjects.add(new Subject(BenchTable.FAIRLEAD, 1, (rows, out) -> score(fairlead, rows, out, 1)));
        TreeEnsemble walk = fairlead.using(Kernel.WALK);
        subjects.add(
                new Subject(BenchTable.FAIRLEAD + " without vectors", 1, (rows, out) -> score(walk, rows, out, 1)));
        subjects.add(peer.raw(model.doubles(), 1));
        if (count == 1 && !model.doubles()) {
            subjects.add(peer.singleRow());
        }
        subjects.addAll(others);
        raceWithOnnx(text, subjects, count, 1);
    }

    private void two(String text, TreeEnsemble fairlead, LightGbmPeer peer, int count) throws Exception {
        if (model.doubles()) {
            return;
        }
        var subjects = new ArrayList<Subject>();
        subjects.add(new Subject(BenchTable.FAIRLEAD, 2, (rows, out) -> score(fairlead, rows, out, 2)));
        subjects.add(peer.raw(false, 2));
        raceWithOnnx(text, subjects, count, 2);
    }

    private void raceWithOnnx(String text, List<Subject> subjects, int count, int threads) throws Exception {
        if (model.data().categories() > 0 || model.doubles()) {
            report(race.run(subjects, pool, count, 1), count, threads);
            return;
        }
        try (OnnxPeer onnx = new OnnxPeer(OnnxModel.of(text, model.data().features()), threads)) {
            subjects.add(onnx.raw());
            report(race.run(subjects, pool, count, 1), count, threads);
        }
    }

    /** Times, and how many times as long as Fairlead's the fastest of LightGBM's ways takes. */
    private void report(Map<Subject, Race.Times> times, int count, int threads) {
        String name = count + (count == 1 ? " row, " : " rows, ") + threads + (threads == 1 ? " thread" : " threads");
        double lightgbm = times.entrySet().stream()
                .filter(entry -> entry.getKey().name().startsWith(LightGbmPeer.NAME))
                .mapToDouble(entry -> entry.getValue().p50())
                .min()
                .orElse(Double.NaN);
        times.forEach((subject, time) -> {
            add(name, subject.name(), "p10", "us", time.p10());
            add(name, subject.name(), "p50", "us", time.p50());
            add(name, subject.name(), "p90", "us", time.p90());
            if (!subject.name().startsWith(LightGbmPeer.NAME)) {
                add(name, subject.name(), "times lightgbm", "x", lightgbm / time.p50());
            }
        });
        BenchTable.progress(String.format(
                Locale.ROOT,
                "%s, %s: %.2f us, %.1f times LightGBM's speed",
                model.name(),
                name,
                times.values().iterator().next().p50(),
                lightgbm / times.values().iterator().next().p50()));
    }

    private void contributions(TreeEnsemble fairlead, LightGbmPeer peer) throws Exception {
        if (model.trees() * model.leaves() > 10_000) {
            return;
        }
        int values = model.data().features() + 1;
        Subject ours = new Subject(
                BenchTable.FAIRLEAD, 1, (rows, out) -> fairlead.contributions(rows.floats(), rows.count(), out));
        Subject theirs = peer.contributions();
        Subject.Rows rows = pool.next(SHAP_ROWS);
        var found = new double[SHAP_ROWS * values];
        var expected = new double[SHAP_ROWS * values];
        ours.scoring().score(rows, found);
        theirs.scoring().score(rows, expected);
        double worst = 0;
        for (int i = 0; i < found.length; i++) {
            worst = Math.max(worst, Math.abs(found[i] - expected[i]));
        }
        BenchTable.progress(model.name() + ", SHAP: largest difference " + worst);
        if (!(worst <= 1e-9)) {
            throw new UserException(model.name() + ": a SHAP value differs by " + worst);
        }
        add("SHAP of " + SHAP_ROWS + " rows, 1 thread", BenchTable.FAIRLEAD, "largest difference", "", worst);
        report(race.run(List.of(ours, theirs), pool, SHAP_ROWS, values), "SHAP of " + SHAP_ROWS + " rows, 1 thread");
    }

    private void report(Map<Subject, Race.Times> times, String name) {
        var all = List.copyOf(times.entrySet());
        for (var entry : all) {
            add(name, entry.getKey().name(), "p50", "us", entry.getValue().p50());
        }
        double ratio = all.get(1).getValue().p50() / all.get(0).getValue().p50();
        add(name, BenchTable.FAIRLEAD, "times lightgbm", "x", ratio);
        BenchTable.progress(
                String.format(Locale.ROOT, "%s, %s: %.1f times LightGBM's speed", model.name(), name, ratio));
    }

    private void add(String what, String subject, String metric, String unit, double value) {
        table.add(model.name() + ", " + what, subject, metric, unit, value);
    }
}
