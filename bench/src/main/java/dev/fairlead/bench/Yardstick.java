package dev.fairlead.bench;

import io.github.metarank.lightgbm4j.LGBMException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * What this machine is worth now: how long native LightGBM takes to score 500 rows of 40 features by 200 trees of 31 leaves, on one thread.
 * A time that is told as a multiple of it, measured in the same run, can be compared between machines and days.
 */
public final class Yardstick {
    public static final String NAME = "native LightGBM, 500 rows, 200 trees x 31 leaves, 40 features";

    private static final int ROWS = 500;
    private static final int WARM_UP = 50;
    private static final int CALLS = 400;

    private Yardstick() {}

    /** @param folder where the model is put. @return nanoseconds of each call, rising */
    public static long[] measure(Path folder) throws IOException {
        BenchModel model = BenchModel.of(200, 31, 40);
        RowPool pool = new RowPool(model.data());
        long[] times = new long[CALLS];
        try (LightGbmPeer peer = new LightGbmPeer(model.lightGbm(folder))) {
            for (int call = -WARM_UP; call < CALLS; call++) {
                Subject.Rows rows = pool.next(ROWS);
                long start = System.nanoTime();
                peer.raw(rows, false, 1);
                if (call >= 0) {
                    times[call] = System.nanoTime() - start;
                }
            }
        } catch (LGBMException e) {
            throw new IOException("LightGBM cannot score: " + e.getMessage(), e);
        }
        Arrays.sort(times);
        return times;
    }
}
