package dev.fairlead.experiment.design;

import dev.fairlead.experiment.Estimate;
import dev.fairlead.experiment.inference.ClusterCorrection;
import dev.fairlead.experiment.inference.ClusterRegression;
import dev.fairlead.experiment.nonparametric.PermutationTest;
import dev.fairlead.experiment.nonparametric.Stratum;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * Rows of clusters that were assigned as a whole, such as cities, where clusters may be few: a fold. Keeps 8 bytes a row. The
 * effect is that on a row; it is tested by CR2 with Satterthwaite's degrees of freedom, by assignment drawn anew, and by the
 * wild bootstrap.
 */
public final class FewClusters {
    private final Map<String, Cluster> clusters = new LinkedHashMap<>();

    /** A cluster's arm and its rows. */
    private record Cluster(boolean treated, List<Double> values) {}

    /** @throws IllegalArgumentException if a row of the cluster was in another arm */
    public void accept(String cluster, boolean treated, double value) {
        Check.finite(value);
        Cluster known = clusters.computeIfAbsent(cluster, _ -> new Cluster(treated, new ArrayList<>()));
        Check.that(
                known.treated == treated,
                "the cluster \"" + cluster + "\" has rows in both arms: clusters must be assigned as a whole");
        known.values.add(value);
    }

    /**
     * What was found.
     *
     * @param control the mean of control's rows
     * @param difference per row, with CR2
     * @param permutation by clusters drawn anew
     * @param wild the wild cluster bootstrap
     * @param controlClusters how many
     * @param treatmentClusters how many
     * @param rows in all
     */
    public record Found(
            double control,
            Estimate difference,
            PermutationTest permutation,
            WildBootstrap wild,
            long controlClusters,
            long treatmentClusters,
            long rows) {
        /** Least p-value that the permutation test can have. */
        public double leastP() {
            return permutation.exact() ? 2.0 / permutation.permutations() : 1.0 / (1 + permutation.permutations());
        }
    }

    /** @param draws of the tests that cannot try all assignments */
    public Found found(RandomGenerator random, int draws) {
        List<Cluster> all = List.copyOf(clusters.values());
        List<double[]> control = values(all, false);
        List<double[]> treatment = values(all, true);
        Check.that(
                control.size() >= 2 && treatment.size() >= 2,
                "each arm needs at least 2 clusters, and there are " + control.size() + " and " + treatment.size());
        var regression = new ClusterRegression(List.of("arm"));
        var totals = new ArrayList<ClusterTotal>();
        long rows = 0;
        double controlSum = 0;
        long controlRows = 0;
        for (int i = 0; i < all.size(); i++) {
            Cluster cluster = all.get(i);
            double sum = 0;
            for (double value : cluster.values) {
                regression.accept(i, value, cluster.treated ? 1 : 0);
                sum += value;
            }
            totals.add(new ClusterTotal(cluster.treated, cluster.values.size(), sum));
            rows += cluster.values.size();
            controlSum += cluster.treated ? 0 : sum;
            controlRows += cluster.treated ? 0 : cluster.values.size();
        }
        return new Found(
                controlSum / controlRows,
                regression.fit().estimate("arm", ClusterCorrection.CR2),
                PermutationTest.of(List.of(Stratum.ofClusters(control, treatment)), random, draws),
                WildBootstrap.of(totals, random, draws),
                control.size(),
                treatment.size(),
                rows);
    }

    private static List<double[]> values(List<Cluster> all, boolean treated) {
        return all.stream()
                .filter(cluster -> cluster.treated == treated)
                .map(cluster -> cluster.values.stream().mapToDouble(v -> v).toArray())
                .toList();
    }
}
