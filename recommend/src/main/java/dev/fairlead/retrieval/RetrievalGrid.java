package dev.fairlead.retrieval;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The settings that {@link RetrievalStudy} chooses from. */
final class RetrievalGrid {
    private static final double DAY = Duration.ofDays(1).toSeconds();
    private static final double FOR_EVER = Double.POSITIVE_INFINITY;

    private RetrievalGrid() {}

    static final List<Double> HALF_LIVES = List.of(FOR_EVER, 365 * DAY, 30 * DAY, 7 * DAY, 2 * DAY);

    static Popular popular(double halfLifeSeconds) {
        return new Popular(halfLifeSeconds, Math.min(DAY, halfLifeSeconds / 2), 5);
    }

    /** Numbers of {@link Popular#trending}. */
    record Trend(double longDays, double shortDays, double shrink) {
        Popular popular() {
            return new Popular(longDays * DAY, shortDays * DAY, shrink);
        }
    }

    static final List<Trend> TRENDS =
            List.of(new Trend(30, 7, 5), new Trend(30, 7, 50), new Trend(7, 1, 5), new Trend(7, 1, 50));

    static final List<ItemCosine.Config> COSINES = cosines();

    private static List<ItemCosine.Config> cosines() {
        List<ItemCosine.Config> grid = new ArrayList<>();
        for (int neighbours : List.of(20, 100, 400)) {
            for (double shrink : List.of(0.0, 5.0, 20.0)) {
                for (int history : List.of(UserFields.MOST, 8)) {
                    grid.add(new ItemCosine.Config(neighbours, shrink, history, FOR_EVER));
                }
            }
        }
        return grid;
    }

    /** In which half-lives an interaction may come to count half, for baselines that weigh recency. */
    static final List<Double> RECENT = List.of(120 * DAY, 30 * DAY, 7 * DAY, 2 * DAY);

    /** What λ and α may be, where the best is at the edge of the grid and the next is tried. */
    private static final List<Double> LAMBDAS =
            List.of(0.01, 0.03, 0.1, 0.3, 1.0, 3.0, 10.0, 30.0, 100.0, 300.0, 1_000.0, 3_000.0, 10_000.0);

    private static final List<Double> ALPHAS =
            List.of(0.01, 0.03, 0.1, 0.2, 0.5, 1.0, 3.0, 10.0, 30.0, 100.0, 300.0, 1_000.0);

    /** First how strongly to regularize and trust, with few factors because that is fast. */
    static List<ImplicitAls.Config> factorizations(long seed) {
        List<ImplicitAls.Config> grid = new ArrayList<>();
        for (double lambda : LAMBDAS.subList(5, 9)) {
            for (double alpha : ALPHAS.subList(4, 8)) {
                grid.add(new ImplicitAls.Config(16, lambda, alpha, FOR_EVER, 10, seed));
            }
        }
        return grid;
    }

    /** The settings beside the best one in λ and α. Tried where they are not in the grid: so the best is never at the edge of what was tried. */
    static List<ImplicitAls.Config> beside(ImplicitAls.Config best) {
        List<ImplicitAls.Config> grid = new ArrayList<>();
        beside(LAMBDAS, best.lambda()).forEach(lambda -> grid.add(best.withConfidence(lambda, best.alpha())));
        beside(ALPHAS, best.alpha()).forEach(alpha -> grid.add(best.withConfidence(best.lambda(), alpha)));
        return grid;
    }

    private static List<Double> beside(List<Double> ladder, double value) {
        int at = ladder.indexOf(value);
        return Stream.of(at - 1, at + 1)
                .filter(step -> step >= 0 && step < ladder.size())
                .map(ladder::get)
                .toList();
    }

    /** Then how many factors. */
    static List<ImplicitAls.Config> factors(ImplicitAls.Config best) {
        return Stream.of(16, 8, 32, 64).map(best::withFactors).toList();
    }

    /** Most factors that are tried. */
    static final int MOST_FACTORS = 128;

    /** More factors, where the most so far were the best; none beyond {@link #MOST_FACTORS}. */
    static List<ImplicitAls.Config> more(ImplicitAls.Config best) {
        return Stream.of(best.factors() / 2, best.factors() * 2)
                .filter(factors -> factors >= 4 && factors <= MOST_FACTORS)
                .map(best::withFactors)
                .toList();
    }

    static final List<OwnItems.Config> OWN = List.of(
            new OwnItems.Config(DAY, 1, 500),
            new OwnItems.Config(3 * DAY, 1, 500),
            new OwnItems.Config(10 * DAY, 1, 500),
            new OwnItems.Config(DAY, 3, 500),
            new OwnItems.Config(3 * DAY, 3, 500),
            new OwnItems.Config(10 * DAY, 3, 500));

    static final List<CoOccurrence.Config> TOGETHER = List.of(
            new CoOccurrence.Config(200, 30, FOR_EVER, 0.3, 0.5, 5, 14 * DAY),
            new CoOccurrence.Config(200, 30, FOR_EVER, 1, 0.5, 5, 14 * DAY),
            new CoOccurrence.Config(200, 100, FOR_EVER, 1, 0.5, 5, DAY),
            new CoOccurrence.Config(200, 100, FOR_EVER, 1, 0.5, 20, 14 * DAY),
            new CoOccurrence.Config(200, 100, FOR_EVER, 1, 0.2, 20, 1_000 * DAY));

    static final List<PopularInCategory.Config> CATEGORIES = List.of(
            new PopularInCategory.Config(FOR_EVER, DAY, 1),
            new PopularInCategory.Config(FOR_EVER, DAY, 0.5),
            new PopularInCategory.Config(FOR_EVER, 3 * DAY, 1),
            new PopularInCategory.Config(FOR_EVER, 14 * DAY, 1),
            new PopularInCategory.Config(30 * DAY, 3 * DAY, 1));

    /** So many examples does a training of towers go through at most, in all of its passes, of which there are at least two. */
    private static final int EXAMPLES = 5_000_000;

    /**
     * The first suits many interactions an item and few fields; the second few interactions an item, where fields that items share,
     * in a history and as candidates alike, must carry.
     */
    static List<TowerConfig> towers(long seed, int examples) {
        TowerShape wide = new TowerShape(64, 100, FOR_EVER, 20, 1, 1, true, false);
        TowerShape narrow = new TowerShape(16, 30, FOR_EVER, FOR_EVER, 0.7, 1, false, false);
        int passes = Math.clamp(
                EXAMPLES / Math.max(1, examples), 2, TowerConfig.of(wide, seed).epochs());
        TowerConfig base = TowerConfig.of(wide, seed).withEpochs(passes);
        return List.of(base, base.withShape(narrow).withSteps(0.05, 100).withIdDropout(0.1));
    }
}
