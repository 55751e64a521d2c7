package dev.fairlead.experiment;

import java.util.Arrays;
import java.util.Comparator;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/** Adjusts p-values for being several, as R's p.adjust does; a hypothesis is rejected when its adjusted p is at most α. */
public enum Multiplicity {
    /** p · m. Holds the family-wise error whatever the dependence. */
    BONFERRONI {
        @Override
        double[] rising(double[] p) {
            return Arrays.stream(p).map(each -> each * p.length).toArray();
        }
    },
    /** Holm 1979: step-down. Never less powerful than Bonferroni, under the same conditions. */
    HOLM {
        @Override
        double[] rising(double[] p) {
            return stepDown(p, i -> p[i] * (p.length - i));
        }
    },
    /** Hochberg 1988: step-up; for independent or positively dependent tests. */
    HOCHBERG {
        @Override
        double[] rising(double[] p) {
            return stepUp(p, i -> p[i] * (p.length - i));
        }
    },
    /** Hommel 1988: a closed test of Simes's; for independent or positively dependent tests. More powerful than Hochberg. */
    HOMMEL {
        @Override
        double[] rising(double[] p) {
            int n = p.length;
            var q = new double[n];
            Arrays.fill(
                    q,
                    IntStream.range(0, n)
                            .mapToDouble(i -> n * p[i] / (i + 1))
                            .min()
                            .orElse(1));
            double[] adjusted = q.clone();
            for (int m = n - 1; m >= 2; m--) {
                int few = n - m + 1;
                double simes = Double.POSITIVE_INFINITY;
                for (int i = few; i < n; i++) {
                    simes = Math.min(simes, m * p[i] / (i - few + 2));
                }
                for (int i = 0; i < n; i++) {
                    q[i] = i < few ? Math.min(m * p[i], simes) : q[few - 1];
                    adjusted[i] = Math.max(adjusted[i], q[i]);
                }
            }
            return IntStream.range(0, n)
                    .mapToDouble(i -> Math.max(adjusted[i], p[i]))
                    .toArray();
        }
    },
    /** Benjamini and Hochberg 1995: the false discovery rate, for independent or positively dependent tests. */
    BENJAMINI_HOCHBERG {
        @Override
        double[] rising(double[] p) {
            return stepUp(p, i -> p[i] * p.length / (i + 1));
        }
    },
    /** Benjamini and Yekutieli 2001: the false discovery rate whatever the dependence. */
    BENJAMINI_YEKUTIELI {
        @Override
        double[] rising(double[] p) {
            double harmonic =
                    IntStream.rangeClosed(1, p.length).mapToDouble(i -> 1.0 / i).sum();
            return stepUp(p, i -> p[i] * p.length * harmonic / (i + 1));
        }
    },
    /** Šidák 1967: 1 − (1 − p)^m, for independent tests. */
    SIDAK {
        @Override
        double[] rising(double[] p) {
            return Arrays.stream(p)
                    .map(each -> -Math.expm1(p.length * Math.log1p(-each)))
                    .toArray();
        }
    };

    /** Adjusts p-values that rise. */
    abstract double[] rising(double[] p);

    /**
     * @param p values from 0 to 1, in any order
     * @return adjusted values in the same order, at most 1
     * @throws IllegalArgumentException if one is no probability
     */
    public double[] adjust(double... p) {
        for (double each : p) {
            if (!(each >= 0 && each <= 1)) {
                throw new IllegalArgumentException("a p-value is from 0 to 1, not " + each);
            }
        }
        int[] order = IntStream.range(0, p.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> p[i]))
                .mapToInt(Integer::intValue)
                .toArray();
        double[] adjusted = rising(Arrays.stream(order).mapToDouble(i -> p[i]).toArray());
        var result = new double[p.length];
        for (int i = 0; i < order.length; i++) {
            result[order[i]] = Math.min(1, adjusted[i]);
        }
        return result;
    }

    private static double[] stepDown(double[] p, IntToDoubleFunction scaled) {
        var adjusted = new double[p.length];
        double most = 0;
        for (int i = 0; i < p.length; i++) {
            most = Math.max(most, scaled.applyAsDouble(i));
            adjusted[i] = most;
        }
        return adjusted;
    }

    private static double[] stepUp(double[] p, IntToDoubleFunction scaled) {
        var adjusted = new double[p.length];
        double least = 1;
        for (int i = p.length - 1; i >= 0; i--) {
            least = Math.min(least, scaled.applyAsDouble(i));
            adjusted[i] = least;
        }
        return adjusted;
    }
}
