package dev.fairlead.experiment.nonparametric;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Units among which assignment was drawn, each one row or a cluster of rows: their sums and sizes, those of treatment first. */
public final class Stratum {
    private final double[] sums;
    private final double[] sizes;
    private final int treated;

    private Stratum(List<double[]> treatment, List<double[]> control) {
        Check.that(
                !treatment.isEmpty() && !control.isEmpty(),
                "a stratum needs units in both arms; it has " + control.size() + " and " + treatment.size());
        List<double[]> units =
                Stream.concat(treatment.stream(), control.stream()).toList();
        units.forEach(unit -> Check.finite(unit, "a unit"));
        sums = units.stream().mapToDouble(unit -> Arrays.stream(unit).sum()).toArray();
        sizes = units.stream().mapToDouble(unit -> unit.length).toArray();
        treated = treatment.size();
    }

    /** Units of one row. */
    public static Stratum of(double[] control, double[] treatment) {
        return new Stratum(rows(treatment), rows(control));
    }

    /** Clusters that were assigned as a whole. */
    public static Stratum ofClusters(List<double[]> control, List<double[]> treatment) {
        return new Stratum(treatment, control);
    }

    private static List<double[]> rows(double[] values) {
        return Arrays.stream(values).mapToObj(value -> new double[] {value}).toList();
    }

    int units() {
        return sums.length;
    }

    int treated() {
        return treated;
    }

    double sum(int unit) {
        return sums[unit];
    }

    double size(int unit) {
        return sizes[unit];
    }

    double sum() {
        return Arrays.stream(sums).sum();
    }

    double size() {
        return Arrays.stream(sizes).sum();
    }
}
