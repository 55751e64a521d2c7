package dev.fairlead.experiment.nonparametric;

/** All differences of a value of treatment and one of control, in order, without listing them. */
record PairwiseDifferences(double[] control, double[] treatment) {
    long count() {
        return control.length * (long) treatment.length;
    }

    /** The k-th smallest, from 1: by bisection over the doubles themselves, so it is exact. Distances are unsigned. */
    double kth(long k) {
        long low = rank(treatment[0] - control[control.length - 1]);
        long high = rank(treatment[treatment.length - 1] - control[0]);
        while (low < high) {
            long middle = low + ((high - low) >>> 1);
            if (upTo(ranked(middle)) < k) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return ranked(low);
    }

    double median() {
        long n = count();
        return n % 2 == 1 ? kth(n / 2 + 1) : (kth(n / 2) + kth(n / 2 + 1)) / 2;
    }

    /** How many differences are at most so large; both arms are sorted, so one pass is enough. */
    private long upTo(double difference) {
        long count = 0;
        int from = 0;
        for (double value : treatment) {
            while (from < control.length && value - control[from] > difference) {
                from++;
            }
            count += control.length - from;
        }
        return count;
    }

    /** Whole numbers in the order of the doubles. */
    private static long rank(double value) {
        long bits = Double.doubleToLongBits(value + 0.0);
        return bits >= 0 ? bits : Long.MIN_VALUE - bits;
    }

    private static double ranked(long rank) {
        return Double.longBitsToDouble(rank >= 0 ? rank : Long.MIN_VALUE - rank);
    }
}
