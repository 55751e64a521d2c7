package dev.fairlead.bench;

import dev.fairlead.cli.bench.BenchTable;
import dev.fairlead.errors.UserException;
import dev.fairlead.trees.TreeEnsemble;
import java.util.List;
import java.util.Locale;
import ml.dmlc.xgboost4j.java.Booster;

/** One XGBoost model: Fairlead beside the native library and a predictor in plain Java. */
final class XgBoostRace {
    private static final int[] COUNTS = {1, 100, 500};

    /** The peers sum floats, one rounding a tree; Fairlead sums doubles. */
    private static final double ROUNDING_PER_TREE = 1.2e-7;

    private final BenchTable table;
    private final Race race;
    private final BenchModel model;
    private final RowPool pool;

    XgBoostRace(BenchTable table, Race race, BenchModel model) {
        this.table = table;
        this.race = race;
        this.model = model;
        pool = new RowPool(model.data());
    }

    void run(Booster booster) throws Exception {
        var peers = new XgBoostPeers(booster);
        TreeEnsemble fairlead = TreeEnsemble.parse(peers.model());
        fairlead.warmUp();
        Subject ours =
                new Subject(BenchTable.FAIRLEAD, 1, (rows, out) -> fairlead.raw(rows.floats(), rows.count(), out));
        Subject theirs = peers.nativeMargins(1);
        requireClose(ours, theirs);
        for (int count : COUNTS) {
            String name =
                    "XGBoost model, " + model.name() + ", " + count + (count == 1 ? " row" : " rows") + ", 1 thread";
            var times = race.run(List.of(ours, theirs, peers.plainJava()), pool, count, 1);
            double fastest = times.values().iterator().next().p50();
            times.forEach((subject, time) -> {
                table.add(name, subject.name(), "p10", "us", time.p10());
                table.add(name, subject.name(), "p50", "us", time.p50());
                table.add(name, subject.name(), "p90", "us", time.p90());
                if (!subject.name().equals(BenchTable.FAIRLEAD)) {
                    table.add(name, BenchTable.FAIRLEAD, "times " + subject.name(), "x", time.p50() / fastest);
                    BenchTable.progress(String.format(
                            Locale.ROOT, "%s: %.1f times the speed of %s", name, time.p50() / fastest, subject.name()));
                }
            });
        }
    }

    private void requireClose(Subject ours, Subject theirs) throws Exception {
        double worst = 0;
        Subject.Rows rows = pool.next(500);
        var found = new double[500];
        var expected = new double[500];
        ours.scoring().score(rows, found);
        theirs.scoring().score(rows, expected);
        for (int row = 0; row < 500; row++) {
            worst = Math.max(worst, Math.abs(found[row] - expected[row]) / Math.max(1, Math.abs(expected[row])));
        }
        BenchTable.progress("XGBoost model, " + model.name() + ": largest difference " + worst);
        if (!(worst <= ROUNDING_PER_TREE * model.trees())) {
            throw new UserException("XGBoost model, " + model.name() + ": a margin differs by " + worst);
        }
    }
}
