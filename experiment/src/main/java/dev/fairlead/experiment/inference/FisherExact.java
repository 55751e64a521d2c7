package dev.fairlead.experiment.inference;

/**
 * Sums the hypergeometric distribution from its mode outwards, by ratios of neighbours: no large logarithm cancels, and it
 * ends where terms vanish.
 */
final class FisherExact {
    /** Tables this much more probable than the observed one count as equally probable. */
    private static final double TIE = 1 + 1e-7;

    private final long observed;
    private final long drawn;
    private final long marked;
    private final long unmarked;
    private double all;
    private double tail;

    FisherExact(Proportion control, Proportion treatment) {
        observed = treatment.successes();
        drawn = control.successes() + treatment.successes();
        marked = treatment.n();
        unmarked = control.n();
    }

    double p() {
        long mode = Math.clamp((long) ((drawn + 1.0) * (marked + 1.0) / (marked + unmarked + 2.0)), least(), most());
        double limit = weight(mode) * TIE;
        all = 1;
        tail = limit >= 1 ? 1 : 0;
        double weight = 1;
        for (long x = mode; x < most() && weight > 0; x++) {
            weight *= ratio(x);
            add(weight, limit);
        }
        weight = 1;
        for (long x = mode; x > least() && weight > 0; x--) {
            weight /= ratio(x - 1);
            add(weight, limit);
        }
        return Math.min(1, tail / all);
    }

    /** The probability of as many successes of treatment as observed, or more. */
    double upper() {
        long mode = Math.clamp((long) ((drawn + 1.0) * (marked + 1.0) / (marked + unmarked + 2.0)), least(), most());
        double sum = 1;
        double from = mode >= observed ? 1 : 0;
        double weight = 1;
        for (long x = mode; x < most() && weight > 0; x++) {
            weight *= ratio(x);
            sum += weight;
            from += x + 1 >= observed ? weight : 0;
        }
        weight = 1;
        for (long x = mode; x > least() && weight > 0; x--) {
            weight /= ratio(x - 1);
            sum += weight;
            from += x - 1 >= observed ? weight : 0;
        }
        return Math.min(1, from / sum);
    }

    private void add(double weight, double limit) {
        all += weight;
        tail += weight <= limit ? weight : 0;
    }

    private long least() {
        return Math.max(0, drawn - unmarked);
    }

    private long most() {
        return Math.min(drawn, marked);
    }

    /** How probable the observed table is beside the one at the mode. */
    private double weight(long mode) {
        double weight = 1;
        for (long x = mode; x < observed && weight > 0; x++) {
            weight *= ratio(x);
        }
        for (long x = mode; x > observed && weight > 0; x--) {
            weight /= ratio(x - 1);
        }
        return weight;
    }

    /** How probable x + 1 successes are beside x. */
    private double ratio(long x) {
        return (double) (marked - x) * (drawn - x) / ((x + 1.0) * (unmarked - drawn + x + 1.0));
    }
}
