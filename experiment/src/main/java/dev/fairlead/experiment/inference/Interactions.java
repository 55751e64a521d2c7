package dev.fairlead.experiment.inference;

import dev.fairlead.experiment.Estimate;
import dev.fairlead.experiment.Multiplicity;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** All interactions of two experiments: of each treatment of one with each of the other, on each metric. A fold over units. */
public final class Interactions {
    private static final int LEAST = 2;

    private final List<String> first;
    private final List<String> second;
    private final List<Measured> metrics;
    private final CoMoments[][][] cells;

    /**
     * A metric.
     *
     * @param read from a unit's values, of which it has two
     */
    public record Measured(String name, Metric read) {}

    /**
     * One interaction.
     *
     * @param first treatment of the first experiment
     * @param second treatment of the second
     * @param units of the four cells: neither, first, second, both
     * @param p of a fixed horizon, two-sided
     * @param adjusted p-value for all interactions that were looked for together
     */
    public record Found(
            String first, String second, String metric, Estimate estimate, long[] units, double p, double adjusted) {}

    /** @param first arms of the first experiment, control before its treatments; likewise {@code second} */
    public Interactions(List<String> first, List<String> second, List<Measured> metrics) {
        this.first = List.copyOf(first);
        this.second = List.copyOf(second);
        this.metrics = List.copyOf(metrics);
        Check.that(
                first.size() >= LEAST && second.size() >= LEAST,
                "an interaction is of a treatment of each experiment with one of the other: both need two arms");
        cells = new CoMoments[metrics.size()][first.size()][second.size()];
        for (CoMoments[][] metric : cells) {
            for (CoMoments[] row : metric) {
                Arrays.setAll(row, _ -> new CoMoments(2));
            }
        }
    }

    /**
     * Adds a unit that met both experiments.
     *
     * @param metric its number
     * @param one the unit's arm in the first experiment, by number; likewise {@code other}
     * @param value of the metric; the numerator of a ratio
     * @param denominator of a ratio; any of others
     */
    public void accept(int metric, int one, int other, double value, double denominator) {
        cells[metric][one][other].accept(value, denominator);
    }

    /**
     * What is found. Interactions with a cell of fewer than two units, or where nothing varies, are left out.
     *
     * @param multiplicity how p-values are adjusted, over pairs of treatments and metrics together
     */
    public List<Found> found(Multiplicity multiplicity) {
        List<Found> found = new ArrayList<>();
        for (int metric = 0; metric < metrics.size(); metric++) {
            for (int a = 1; a < first.size(); a++) {
                for (int b = 1; b < second.size(); b++) {
                    CoMoments[][] of = cells[metric];
                    CoMoments[] four = {of[0][0], of[a][0], of[0][b], of[a][b]};
                    if (known(four, metrics.get(metric).read())) {
                        found.add(one(metric, a, b, four));
                    }
                }
            }
        }
        double[] adjusted =
                multiplicity.adjust(found.stream().mapToDouble(Found::p).toArray());
        return IntStream.range(0, adjusted.length)
                .mapToObj(i -> adjusted(found.get(i), adjusted[i]))
                .toList();
    }

    private static boolean known(CoMoments[] four, Metric read) {
        double variance = 0;
        for (CoMoments cell : four) {
            if (cell.n() < LEAST || read instanceof Metric.Ratio ratio && !(cell.mean(ratio.denominator()) > 0)) {
                return false;
            }
            variance += read.estimate(cell).variance();
        }
        return variance > 0;
    }

    private Found one(int metric, int a, int b, CoMoments[] four) {
        Metric read = metrics.get(metric).read();
        Estimate estimate = new Interaction(
                        read.estimate(four[0]), read.estimate(four[1]), read.estimate(four[2]), read.estimate(four[3]))
                .estimate();
        long[] units = {four[0].n(), four[1].n(), four[2].n(), four[3].n()};
        double p = estimate.p(0);
        return new Found(first.get(a), second.get(b), metrics.get(metric).name(), estimate, units, p, p);
    }

    private static Found adjusted(Found of, double p) {
        return new Found(of.first, of.second, of.metric, of.estimate, of.units, of.p, p);
    }
}
