package dev.fairlead.calibration;

import static dev.fairlead.calibration.Claim.ALPHA;
import static dev.fairlead.calibration.Claim.covers;

import dev.fairlead.experiment.Estimate;
import dev.fairlead.experiment.design.FewClusters;
import dev.fairlead.experiment.design.LongRunHoldout;
import dev.fairlead.experiment.design.Switchback;
import dev.fairlead.experiment.inference.Comparison;
import dev.fairlead.experiment.inference.Moments;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** Switchbacks, few clusters and long-run holdouts. */
final class DesignTests {
    private static final String FEW = "assignments are few";
    private static final int DRAWS = 199;
    private static final int PERIOD = 12;
    private static final int BURN_IN = 4;

    private DesignTests() {}

    static List<Study<?>> tests() {
        return List.of(
                switchback(
                        "a switchback, 2 regions of 20 periods, demand of periods depends on the one before",
                        false,
                        0.5),
                switchback("a switchback, 3 regions that change together, 24 periods", true, 0),
                clusters("4 clusters per arm of 20 rows", 4, 4),
                clusters("6 clusters per arm of 20 rows", 6, 6),
                clusters("3 clusters of treatment and 12 of control, of 20 rows", 12, 3),
                holdout());
    }

    static List<Study<?>> intervals() {
        return List.of(Study.of(
                "a switchback, 2 regions of 20 periods, carryover of 4 of 12 minutes, effect 1",
                random -> List.of(
                        switchback(random, false, 0.5, 1, BURN_IN).difference(),
                        switchback(random, false, 0.5, 1, 0).difference()),
                covers("CR2, burn-in left out", found -> Claim.contains(found.getFirst(), 1)),
                Claim.<List<Estimate>>covers("CR2, no burn-in", found -> Claim.contains(found.getLast(), 1))
                        .limited(0.5, "carryover is a bias: leave out a burn-in as long as it lasts")));
    }

    /**
     * Rows each minute of periods of 12. A period's effect is there after 4 minutes; until then that of the period before.
     *
     * @param memory how much of a period's demand comes from the one before
     */
    private static Switchback.Found switchback(
            RandomGenerator random, boolean together, double memory, double effect, int burnIn) {
        var fold = new Switchback(PERIOD, burnIn, 0);
        var arms = new boolean[together ? 24 : 20];
        for (int region = 0; region < (together ? 3 : 2); region++) {
            double demand = random.nextGaussian();
            for (int period = 0; period < arms.length; period++) {
                arms[period] = together && region > 0 ? arms[period] : balanced(random, arms, period);
                demand = memory * demand + random.nextGaussian();
                for (int minute = 0; minute < PERIOD; minute++) {
                    boolean shown = minute < BURN_IN ? period > 0 && arms[period - 1] : arms[period];
                    fold.accept(
                            "r" + region,
                            period * PERIOD + minute,
                            arms[period],
                            (shown ? effect : 0) + demand + random.nextGaussian());
                }
            }
        }
        return fold.found(random, DRAWS);
    }

    /** Half of the periods, so that every region has both arms. */
    private static boolean balanced(RandomGenerator random, boolean[] arms, int period) {
        int treated = 0;
        for (int i = 0; i < period; i++) {
            treated += arms[i] ? 1 : 0;
        }
        return random.nextInt(arms.length - period) < arms.length / 2 - treated;
    }

    private static Study<Switchback.Found> switchback(String world, boolean together, double memory) {
        return Study.of(
                world,
                random -> switchback(random, together, memory, 0, BURN_IN),
                Claim.rejects("switchback, CR2", found -> found.difference().p(0) <= ALPHA),
                Claim.rejects(
                        "switchback, permutation", found -> found.permutation().p() <= ALPHA));
    }

    private static Study<?> clusters(String world, int control, int treatment) {
        return Study.of(
                world,
                random -> {
                    var fold = new FewClusters();
                    for (int cluster = 0; cluster < control + treatment; cluster++) {
                        double shared = random.nextGaussian();
                        for (int row = 0; row < 20; row++) {
                            fold.accept("c" + cluster, cluster >= control, shared + random.nextGaussian());
                        }
                    }
                    return fold.found(random, DRAWS);
                },
                Claim.<FewClusters.Found>rejects(
                                "few clusters, CR2", found -> found.difference().p(0) <= ALPHA)
                        .safe(FEW),
                Claim.<FewClusters.Found>rejects(
                                "few clusters, permutation",
                                found -> found.permutation().p() <= ALPHA)
                        .safe(FEW),
                Claim.<FewClusters.Found>rejects(
                                "few clusters, wild bootstrap",
                                found -> found.wild().p() <= ALPHA)
                        .limited(0.1, "with so few clusters it rejects a little too often: read CR2"));
    }

    /** Six months of 1000 people of which 100 are held out, and who spend alike from month to month. */
    private static Study<?> holdout() {
        return Study.of(
                "a holdout of 100 of 1000 people, 6 months",
                DesignTests::months,
                Claim.rejects(
                        "holdout, added up at the end",
                        months -> months.getLast().until().difference().p(0) <= ALPHA),
                Claim.rejects(
                        "holdout, last month",
                        months -> months.getLast().within().difference().p(0) <= ALPHA),
                Claim.<List<LongRunHoldout.Found<Integer>>>rejects(
                                "holdout, added up in any month (naive peeking)",
                                months -> months.stream()
                                        .anyMatch(month ->
                                                month.until().difference().p(0) <= ALPHA))
                        .limited(0.2, "six looks without a plan"));
    }

    private static List<LongRunHoldout.Found<Integer>> months(RandomGenerator random) {
        var until = new double[1000];
        var taste = new double[until.length];
        for (int i = 0; i < taste.length; i++) {
            taste[i] = random.nextGaussian();
        }
        var months = new ArrayList<LongRunHoldout.Found<Integer>>();
        for (int month = 1; month <= 6; month++) {
            Moments[] within = {new Moments(), new Moments()};
            Moments[] added = {new Moments(), new Moments()};
            for (int i = 0; i < until.length; i++) {
                double spend = taste[i] + random.nextGaussian();
                until[i] += spend;
                within[i % 10 == 0 ? 0 : 1].accept(spend);
                added[i % 10 == 0 ? 0 : 1].accept(until[i]);
            }
            months.add(new LongRunHoldout.Found<>(
                    month, Comparison.of(within[0], within[1]), Comparison.of(added[0], added[1]), 100, 900));
        }
        return months;
    }
}
