package dev.fairlead.bench;

import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Measures subjects side by side: each in turn, again and again, every call on other rows than the call before.
 *
 * @param warm time to run each subject before it counts
 * @param measured time for all subjects together
 */
record Race(Duration warm, Duration measured) {
    private static final int LEAST_ROUNDS = 30;
    private static final int MOST_ROUNDS = 20_000;

    /** Microseconds a call. */
    record Times(double p10, double p50, double p90) {}

    Map<Subject, Times> run(List<Subject> subjects, RowPool pool, int count, int classes) throws Exception {
        var out = new double[count * classes];
        for (Subject subject : subjects) {
            long end = System.nanoTime() + warm.toNanos();
            for (int i = 0; i < 20 || System.nanoTime() < end; i++) {
                subject.scoring().score(pool.next(count), out);
            }
        }
        var nanos = new long[subjects.size()][MOST_ROUNDS];
        long end = System.nanoTime() + measured.toNanos();
        int rounds = 0;
        while (rounds < MOST_ROUNDS && (rounds < LEAST_ROUNDS || System.nanoTime() < end)) {
            for (int i = 0; i < subjects.size(); i++) {
                Subject.Rows rows = pool.next(count);
                long start = System.nanoTime();
                subjects.get(i).scoring().score(rows, out);
                nanos[i][rounds] = System.nanoTime() - start;
            }
            rounds++;
        }
        var times = new LinkedHashMap<Subject, Times>();
        for (int i = 0; i < subjects.size(); i++) {
            long[] sorted = Arrays.copyOf(nanos[i], rounds);
            Arrays.sort(sorted);
            times.put(
                    subjects.get(i),
                    new Times(sorted[rounds / 10] / 1e3, sorted[rounds / 2] / 1e3, sorted[rounds * 9 / 10] / 1e3));
        }
        return times;
    }
}
