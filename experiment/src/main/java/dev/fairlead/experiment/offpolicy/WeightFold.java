package dev.fairlead.experiment.offpolicy;

import java.util.PriorityQueue;

/** What {@link Diagnostics} are read from. */
final class WeightFold {
    static final int TOP = 10;
    /** Weights that average 1 up to this do so but for rounding. */
    private static final double ROUNDING = 1e-9;

    private final double floor;
    private final PriorityQueue<Double> top = new PriorityQueue<>();
    private long n;
    private long zeros;
    private double sum;
    private double squares;
    private double max;
    private double thin;
    private double contributions;

    WeightFold(double floor) {
        this.floor = floor;
    }

    void accept(Weight weight) {
        double w = weight.value();
        n++;
        zeros += w == 0 ? 1 : 0;
        sum += w;
        squares += w * w;
        max = Math.max(max, w);
        thin += weight.propensity() < floor ? w : 0;
        double contribution = Math.abs(w * weight.reward());
        contributions += contribution;
        keep(contribution);
    }

    private void keep(double contribution) {
        top.add(contribution);
        if (top.size() > TOP) {
            top.poll();
        }
    }

    void merge(WeightFold other) {
        n += other.n;
        zeros += other.zeros;
        sum += other.sum;
        squares += other.squares;
        max = Math.max(max, other.max);
        thin += other.thin;
        contributions += other.contributions;
        other.top.forEach(this::keep);
    }

    /** @param standardError of the mean weight */
    Diagnostics read(double standardError) {
        double mean = share(sum, n);
        double z = Math.abs(mean - 1) < ROUNDING || n < 2 ? 0 : (mean - 1) / standardError;
        double largest = top.stream().mapToDouble(Double::doubleValue).sorted().sum();
        return new Diagnostics(
                n,
                share(sum * sum, squares),
                mean,
                z,
                max,
                share(zeros, n),
                Math.min(1, share(largest, contributions)),
                share(thin, sum));
    }

    private static double share(double part, double whole) {
        return whole == 0 ? 0 : part / whole;
    }
}
