package dev.fairlead.state;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;

/**
 * Sums over a sliding window of tumbling buckets.
 *
 * <p>The window belongs to the question, not to the data: at time t it is the bucket of t and the {@code buckets − 1}
 * before it, so an idle entity's "last 7 days" empties by itself. Each entity has a ring of buckets, anchored at its newest
 * update; one that is late by a whole window is too late to matter for any question from then on and leaves the ring
 * as it is. So the sum is exact for questions at or after the entity's newest bucket; of an earlier question's window it
 * has only what the ring still holds. Buckets are floats: a count is exact to 2^24 in one bucket.
 */
public final class WindowedSum extends Aggregate {
    private final EntityType key;
    private final Set<UpdateKind> kinds;
    private final Measure amount;
    private final long bucketMillis;
    private final int buckets;
    private final PagedRows sums; // a float per bucket, then the number of the newest bucket + 1, 0 = nothing yet

    WindowedSum(EntityType key, Set<UpdateKind> kinds, Measure amount, Duration window, int buckets) {
        if (buckets < 1 || window.toMillis() % buckets != 0) {
            throw new IllegalArgumentException(
                    "a window of " + window + " does not divide into " + buckets + " buckets");
        }
        this.key = key;
        this.kinds = kinds;
        this.amount = amount;
        this.bucketMillis = window.toMillis() / buckets;
        this.buckets = buckets;
        this.sums = new PagedRows(buckets + 1);
        if (bucketMillis < 1_000) { // bucket numbers must fit an int
            throw new IllegalArgumentException("buckets of " + bucketMillis + " ms; the shortest is one second");
        }
    }

    @Override
    String spec() {
        return "sum(" + amount + " of " + kinds + " by " + key + " over " + buckets + "x" + bucketMillis + "ms)";
    }

    @Override
    Set<UpdateKind> kinds() {
        return kinds;
    }

    EntityType key() {
        return key;
    }

    @Override
    void update(Update update) {
        int row = update.row(key);
        double value = update.amount(amount);
        if (row >= 0 && !Double.isNaN(value)) {
            add(row, update.time, value);
        }
    }

    void add(int row, long time, double value) {
        int bucket = bucket(time);
        int latest = sums.integer(row, buckets) - 1;
        if (latest < 0 || bucket > latest) {
            for (int b = Math.max(latest + 1, bucket - buckets + 1); b <= bucket; b++) {
                sums.set(row, b % buckets, 0f);
            }
            sums.set(row, buckets, bucket + 1);
        } else if (bucket <= latest - buckets) {
            return;
        }
        int cell = bucket % buckets;
        sums.set(row, cell, sums.real(row, cell) + (float) value);
    }

    /** Sum over the window that ends with the bucket of {@code at}; 0 for an unknown entity. */
    double sum(int row, long at) {
        return sumTo(row, bucket(at));
    }

    private double sumTo(int row, int end) {
        int[] cells = sums.cells(row);
        int start = sums.start(row);
        int latest = row < 0 ? -1 : cells[start + buckets] - 1;
        if (latest < 0) {
            return 0;
        }
        int first = Math.max(end, latest) - buckets + 1;
        int cell = Math.floorMod(first, buckets);
        double sum = 0;
        for (int b = first; b <= Math.min(end, latest); b++) {
            sum += Float.intBitsToFloat(cells[start + cell]);
            cell = cell + 1 == buckets ? 0 : cell + 1;
        }
        return sum;
    }

    private double[] ofCandidates(FeatureRequest request) {
        double[] known = request.ofCandidates(this);
        if (known != null) {
            return known;
        }
        int end = bucket(request.at());
        double[] values = new double[request.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = sumTo(request.candidate(i), end);
        }
        request.remember(this, values);
        return values;
    }

    private int bucket(long time) {
        return (int) (time / bucketMillis);
    }

    /** The sum, 0 when nothing happened. */
    public Column<FeatureRequest> sum() {
        if (key.scope() == EntityType.Scope.CANDIDATE) {
            return new Column<>(spec(), false, (r, rows, width, column) -> {
                double[] values = ofCandidates(r);
                for (int i = 0; i < values.length; i++) {
                    rows[i * width + column] = (float) values[i];
                }
            });
        }
        return Column.keyed(spec(), key, r -> {
            int end = bucket(r.at());
            return row -> sumTo(row, end);
        });
    }

    /** This sum over {@code count}'s: a mean when that counts the same occurrences; NaN when it is 0. */
    public Column<FeatureRequest> mean(WindowedSum count) {
        same(count);
        return keyed("mean(" + spec() + "/" + count.spec() + ")", count, (own, n) -> n == 0 ? Double.NaN : own / n);
    }

    /**
     * Rate of this sum per {@code trials}, shrunk towards a prior: {@code (successes + prior × weight) / (trials +
     * weight)}, the posterior mean under a Beta prior of that mean and total count.
     *
     * @param prior expected rate
     * @param weight how many trials the prior is worth
     */
    public Column<FeatureRequest> rate(WindowedSum trials, double prior, double weight) {
        same(trials);
        String spec = "rate(" + spec() + " per " + trials.spec() + " prior " + prior + " weight " + weight + ")";
        return keyed(spec, trials, (own, n) -> (own + prior * weight) / (n + weight));
    }

    private interface OfTwo {
        double of(double own, double other);
    }

    /** The buckets of the question are found once for a request, not for each candidate. */
    private Column<FeatureRequest> keyed(String spec, WindowedSum other, OfTwo value) {
        if (key.scope() == EntityType.Scope.CANDIDATE) {
            return new Column<>(spec, false, (r, rows, width, column) -> {
                double[] own = ofCandidates(r);
                double[] others = other.ofCandidates(r);
                for (int i = 0; i < own.length; i++) {
                    rows[i * width + column] = (float) value.of(own[i], others[i]);
                }
            });
        }
        return Column.keyed(spec, key, r -> {
            int end = bucket(r.at());
            int otherEnd = other.bucket(r.at());
            return row -> value.of(sumTo(row, end), other.sumTo(row, otherEnd));
        });
    }

    private void same(WindowedSum other) {
        if (other.key != key) {
            throw new IllegalArgumentException("a ratio of " + key + " and " + other.key + ": both must have one key");
        }
    }

    @Override
    void save(DataOutput out) throws IOException {
        sums.save(out);
    }

    @Override
    void load(DataInput in) throws IOException {
        sums.load(in);
    }
}
