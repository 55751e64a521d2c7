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
                for (int history : List.of(1_000, 50)) {
                    grid.add(new ItemCosine.Config(neighbours, shrink, history));
                }
            }
        }
        return grid;
    }

    /** First how strongly to regularize and trust, with few factors because that is fast. */
    static List<ImplicitAls.Config> factorizations(long seed) {
        List<ImplicitAls.Config> grid = new ArrayList<>();
        for (double lambda : List.of(3.0, 10.0, 30.0, 100.0)) {
            for (double alpha : List.of(0.5, 1.0, 3.0, 10.0)) {
                grid.add(new ImplicitAls.Config(16, lambda, alpha, 10, seed));
            }
        }
        return grid;
    }

    /** Then how many factors. */
    static List<ImplicitAls.Config> factors(ImplicitAls.Config best) {
        return Stream.of(16, 8, 32, 64)
                .map(factors ->
                        new ImplicitAls.Config(factors, best.lambda(), best.alpha(), best.sweeps(), best.seed()))
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

    /**
     * The first suits many interactions an item and few fields; the second few interactions an item, where fields that items share,
     * in a history and as candidates alike, must carry.
     */
    static List<TowerConfig> towers(long seed) {
        TowerShape wide = new TowerShape(64, 100, FOR_EVER, 20, 1, 1, true, false);
        TowerShape narrow = new TowerShape(16, 30, FOR_EVER, FOR_EVER, 0.7, 1, false, false);
        TowerConfig base = TowerConfig.of(wide, seed);
        return List.of(base, base.withShape(narrow).withSteps(0.05, 100).withIdDropout(0.1));
    }
}
