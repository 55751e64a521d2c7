package dev.fairlead.launch;

import dev.fairlead.experiment.outcome.PairSums;
import java.util.Map;
import java.util.TreeMap;

/** What the decisions for some units were like: counts and sums over the units. */
final class DecisionCell {
    private static final int EXACT = 64;

    private long units;
    private long errors;
    private long firstErrors;
    private long fallbacks;
    private long firstFallbacks;
    private long timed;
    private final PairSums latency = new PairSums();
    private final Map<Integer, Long> firstLatency = new TreeMap<>();

    /** What the decisions for one unit were like. */
    static final class Unit {
        long decisions;
        long timed;
        double millis;
        double firstMillis = Double.NaN;
        boolean error;
        boolean firstError;
        boolean fallback;
        boolean firstFallback;
    }

    void add(Unit unit) {
        count(unit, 1);
        if (unit.timed > 0) {
            latency.add(unit.millis, unit.timed);
        }
    }

    void remove(Unit unit) {
        count(unit, -1);
        if (unit.timed > 0) {
            latency.remove(unit.millis, unit.timed);
        }
    }

    private void count(Unit unit, int sign) {
        units += sign;
        errors += unit.error ? sign : 0;
        firstErrors += unit.firstError ? sign : 0;
        fallbacks += unit.fallback ? sign : 0;
        firstFallbacks += unit.firstFallback ? sign : 0;
        if (!Double.isNaN(unit.firstMillis)) {
            timed += sign;
            firstLatency.merge(bucket(unit.firstMillis), (long) sign, Long::sum);
        }
    }

    void add(DecisionCell other) {
        units += other.units;
        errors += other.errors;
        firstErrors += other.firstErrors;
        fallbacks += other.fallbacks;
        firstFallbacks += other.firstFallbacks;
        timed += other.timed;
        latency.add(other.latency);
        other.firstLatency.forEach((bucket, count) -> firstLatency.merge(bucket, count, Long::sum));
    }

    long units() {
        return units;
    }

    /** Units that met an error, ever or first. */
    long errors(boolean first) {
        return first ? firstErrors : errors;
    }

    long fallbacks(boolean first) {
        return first ? firstFallbacks : fallbacks;
    }

    PairSums latency() {
        return latency;
    }

    /** Units whose first decision was timed. */
    long timed() {
        return timed;
    }

    /** The least milliseconds within which this share of units had their first answer, to 1.6 %. @param level above 0 */
    double quantile(double level) {
        double rest = level * timed;
        int last = 0;
        for (Map.Entry<Integer, Long> each : firstLatency.entrySet()) {
            last = each.getKey();
            rest -= each.getValue();
            if (rest <= 1e-9) {
                break;
            }
        }
        return value(last);
    }

    /** Whole milliseconds to 64, then 64 parts of each power of two. */
    private static int bucket(double millis) {
        if (millis < EXACT) {
            return (int) millis;
        }
        int power = Math.getExponent(millis);
        return EXACT * (power - 5) + (int) (millis / Math.scalb(1.0, power - 6)) - EXACT;
    }

    private static double value(int bucket) {
        if (bucket < EXACT) {
            return bucket;
        }
        int power = bucket / EXACT + 5;
        return Math.scalb((double) (EXACT + bucket % EXACT), power - 6);
    }
}
