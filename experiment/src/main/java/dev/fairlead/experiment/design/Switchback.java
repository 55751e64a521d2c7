package dev.fairlead.experiment.design;

import dev.fairlead.experiment.Estimate;
import dev.fairlead.experiment.inference.ClusterCorrection;
import dev.fairlead.experiment.inference.ClusterRegression;
import dev.fairlead.experiment.nonparametric.PermutationTest;
import dev.fairlead.experiment.nonparametric.Stratum;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.random.RandomGenerator;

/**
 * A switchback: regions change arms by periods, as where riders share drivers and cannot be assigned one by one (Bojinov,
 * Simchi-Levi and Zhao 2023). A fold over rows in any order, whose state grows with regions and periods. What is compared are
 * the means of each region in each period, all of one weight, less those of the region. Rows soon after a switch still show the
 * arm before (burn-in), and rows just before one may end after it (washover): both are left out, but not where a region stays
 * in its arm; a region's first period, and one after a gap, begin with a switch. Carryover that lasts longer than the burn-in is a bias that no test shows.
 */
public final class Switchback {
    private static final int FEWEST = 4;

    private final long period;
    private final long burnIn;
    private final long washover;
    private final Map<String, TreeMap<Long, Cell>> regions = new TreeMap<>();

    /**
     * All lengths are in the unit of the rows' times.
     *
     * @param period above 0; periods begin at its multiples
     * @param burnIn at least 0, at the beginning of a period after a switch
     * @param washover at least 0, at the end of a period before a switch; with the burn-in shorter than a period
     */
    public Switchback(long period, long burnIn, long washover) {
        Check.that(period > 0, "a period must be longer than " + period);
        Check.that(
                burnIn >= 0 && washover >= 0 && burnIn + washover < period,
                "burn-in and washover must leave some of a period, and " + burnIn + " and " + washover + " of " + period
                        + " do not");
        this.period = period;
        this.burnIn = burnIn;
        this.washover = washover;
    }

    /** A region in a period: rows and sums of its beginning, middle and end. */
    private static final class Cell {
        private final boolean treated;
        private final double[] rows = new double[3];
        private final double[] sums = new double[3];

        Cell(boolean treated) {
            this.treated = treated;
        }
    }

    /**
     * Adds a row.
     *
     * @throws IllegalArgumentException if its region was in the other arm in the same period
     */
    public void accept(String region, long time, boolean treated, double value) {
        Check.finite(value);
        long number = Math.floorDiv(time, period);
        Cell cell =
                regions.computeIfAbsent(region, _ -> new TreeMap<>()).computeIfAbsent(number, _ -> new Cell(treated));
        Check.that(
                cell.treated == treated,
                "the region \"" + region + "\" has rows of both arms in the period that begins at " + number * period
                        + ": a region has one arm in a period; is the period's length right?");
        long within = Math.floorMod(time, period);
        int part = within < burnIn ? 0 : within >= period - washover ? 2 : 1;
        cell.rows[part]++;
        cell.sums[part] += value;
    }

    /**
     * What was found.
     *
     * @param control the mean of control's periods
     * @param difference between a region's periods of treatment and control, with CR2 and Satterthwaite's degrees of freedom
     * @param permutation by periods drawn anew, within regions
     * @param unit what was assigned: {@code period} where all regions change together, else {@code region × period}
     * @param controlUnits how many
     * @param treatmentUnits how many
     * @param rows that count
     * @param leftOut rows of burn-in and washover
     */
    public record Found(
            double control,
            Estimate difference,
            PermutationTest permutation,
            String unit,
            long controlUnits,
            long treatmentUnits,
            long rows,
            long leftOut) {}

    /** A region's mean in a period. */
    private record Mean(int region, long number, boolean treated, double value) {}

    /** @param draws of the permutation test where not all assignments can be tried */
    public Found found(RandomGenerator random, int draws) {
        var counts = new double[2];
        List<Mean> means = means(counts);
        boolean together = together();
        Map<Boolean, Set<String>> units = new HashMap<>();
        means.forEach(mean -> units.computeIfAbsent(mean.treated, _ -> new TreeSet<>())
                .add(mean.number + (together ? "" : " " + mean.region)));
        long control = units.getOrDefault(false, Set.of()).size();
        long treatment = units.getOrDefault(true, Set.of()).size();
        Check.that(
                control >= 2 && treatment >= 2 && control + treatment >= FEWEST,
                "each arm needs at least 2 periods with rows outside of burn-in and washover, and there are " + control
                        + " and " + treatment);
        return new Found(
                means.stream()
                        .filter(mean -> !mean.treated)
                        .mapToDouble(Mean::value)
                        .average()
                        .orElseThrow(),
                difference(means, together),
                PermutationTest.of(strata(means, together), random, draws),
                together ? "period" : "region × period",
                control,
                treatment,
                (long) counts[0],
                (long) counts[1]);
    }

    private List<Mean> means(double[] counts) {
        var means = new ArrayList<Mean>();
        int region = 0;
        for (TreeMap<Long, Cell> periods : regions.values()) {
            for (Map.Entry<Long, Cell> entry : periods.entrySet()) {
                Cell cell = entry.getValue();
                boolean stayed = same(periods, entry.getKey() - 1, cell.treated);
                boolean stays = same(periods, entry.getKey() + 1, cell.treated)
                        || entry.getKey().equals(periods.lastKey());
                double rows = cell.rows[1] + (stayed ? cell.rows[0] : 0) + (stays ? cell.rows[2] : 0);
                double sum = cell.sums[1] + (stayed ? cell.sums[0] : 0) + (stays ? cell.sums[2] : 0);
                counts[0] += rows;
                counts[1] += Arrays.stream(cell.rows).sum() - rows;
                if (rows > 0) {
                    means.add(new Mean(region, entry.getKey(), cell.treated, sum / rows));
                }
            }
            region++;
        }
        return means;
    }

    private static boolean same(TreeMap<Long, Cell> periods, long number, boolean treated) {
        return periods.containsKey(number) && periods.getOrDefault(number, new Cell(!treated)).treated == treated;
    }

    /** Whether several regions have one arm in every period. */
    private boolean together() {
        Map<Long, Boolean> arms = new HashMap<>();
        for (TreeMap<Long, Cell> periods : regions.values()) {
            for (Map.Entry<Long, Cell> entry : periods.entrySet()) {
                boolean treated = entry.getValue().treated;
                if (arms.computeIfAbsent(entry.getKey(), _ -> treated) != treated) {
                    return false;
                }
            }
        }
        return regions.size() > 1;
    }

    /** Least squares of the means on the arm, less the means of regions. */
    private static Estimate difference(List<Mean> means, boolean together) {
        int regions = means.stream().mapToInt(Mean::region).max().orElse(0) + 1;
        var names = new ArrayList<>(List.of("arm"));
        for (int i = 1; i < regions; i++) {
            names.add("region " + i);
        }
        var regression = new ClusterRegression(names);
        for (int i = 0; i < means.size(); i++) {
            Mean mean = means.get(i);
            var x = new double[names.size()];
            x[0] = mean.treated ? 1 : 0;
            if (mean.region > 0) {
                x[mean.region] = 1;
            }
            regression.accept(together ? mean.number : i, mean.value, x);
        }
        return regression.fit().estimate("arm", ClusterCorrection.CR2);
    }

    /** Regions, in which periods were assigned; or all as one, in which periods of all regions were. */
    private static List<Stratum> strata(List<Mean> means, boolean together) {
        Map<Integer, Map<Boolean, Map<Long, List<Double>>>> strata = new TreeMap<>();
        means.forEach(mean -> strata.computeIfAbsent(together ? 0 : mean.region, _ -> new HashMap<>())
                .computeIfAbsent(mean.treated, _ -> new TreeMap<>())
                .computeIfAbsent(mean.number, _ -> new ArrayList<>())
                .add(mean.value));
        return strata.values().stream()
                .filter(arms -> arms.size() == 2)
                .map(arms -> Stratum.ofClusters(clusters(arms, false), clusters(arms, true)))
                .toList();
    }

    private static List<double[]> clusters(Map<Boolean, Map<Long, List<Double>>> arms, boolean treated) {
        return arms.getOrDefault(treated, Map.of()).values().stream()
                .map(values -> values.stream().mapToDouble(v -> v).toArray())
                .toList();
    }
}
