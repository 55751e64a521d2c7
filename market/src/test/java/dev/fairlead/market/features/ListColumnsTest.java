package dev.fairlead.market.features;

import static dev.fairlead.market.features.Happenings.ask;
import static dev.fairlead.market.features.Happenings.askAt;
import static dev.fairlead.market.features.Happenings.item;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ListColumnsTest {
    private static final float NAN = Float.NaN;

    @Test
    void indexAndSizeDescribeTheCallersList() {
        Testing.features(b -> b.add("index", ListColumns.index()).add("size", ListColumns.size()))
                .expect(ask("ann", 0, "a", "b", "c"), 0, 3, 1, 3, 2, 3);
    }

    @Test
    void pricesAreComparedWithinTheList() {
        Testing scenario = Testing.features(b -> b.add("rank", ListColumns.priceRank())
                        .add("to median", ListColumns.priceToMedian())
                        .add("to lowest", ListColumns.priceToLowest()))
                .replay(item("hat", 20, ""), item("shoe", 80, ""), item("cap", 10, ""));
        scenario.expect(
                ask("ann", 0, "hat", "shoe", "cap", "unknown"), 1 / 3f, 1, 2, 2 / 3f, 4, 8, 0, 0.5f, 1, NAN, NAN, NAN);
        scenario.expect(ask("ann", 0, "unknown"), NAN, NAN, NAN);
        scenario.expect(ask("ann", 0));
    }

    @Test
    void pricesAreNotDividedByAFreeOffers() {
        Testing.features(b ->
                        b.add("to median", ListColumns.priceToMedian()).add("to lowest", ListColumns.priceToLowest()))
                .expect(askAt(new double[] {0, 0, 5}, "ann", 0, "a", "b", "c"), NAN, NAN, NAN, NAN, NAN, NAN);
    }

    @Test
    void aColumnIsCentredAndRankedAmongItsKnownValues() {
        Testing.features(b -> b.add("centred", ListColumns.centred(ItemColumns.price()))
                        .add("rank", ListColumns.rankOf(ItemColumns.price())))
                .expect(
                        askAt(new double[] {10, 40, Double.NaN, 10}, "ann", 0, "a", "b", "c", "d"),
                        -10,
                        1 / 3f,
                        20,
                        0,
                        NAN,
                        NAN,
                        -10,
                        1 / 3f);
    }

    @Test
    void allEqualTheirDefinitionsOnRandomLists() {
        Testing scenario = Testing.features(b -> b.add("rank", ListColumns.priceRank())
                .add("to median", ListColumns.priceToMedian())
                .add("to lowest", ListColumns.priceToLowest())
                .add("centred", ListColumns.centred(ItemColumns.price()))
                .add("rankOf", ListColumns.rankOf(ItemColumns.price())));
        Random random = new Random(1);
        for (int round = 0; round < 300; round++) {
            double[] prices = random.doubles(random.nextInt(40))
                    .map(x -> x < 0.2 ? Double.NaN : x < 0.3 ? -0.0 : (float) Math.floor(x * 20))
                    .toArray();
            List<String> items = new ArrayList<>();
            for (int i = 0; i < prices.length; i++) {
                items.add("item " + i);
            }
            scenario.expectNearly(1e-6, askAt(prices, "ann", 0, items.toArray(String[]::new)), naive(prices));
        }
    }

    private static double[] naive(double[] prices) {
        double[] sorted =
                Arrays.stream(prices).filter(p -> !Double.isNaN(p)).sorted().toArray();
        double[] rows = new double[5 * prices.length];
        for (int i = 0; i < prices.length; i++) {
            double p = prices[i];
            if (Double.isNaN(p)) {
                Arrays.fill(rows, 5 * i, 5 * i + 5, Double.NaN);
                continue;
            }
            double median = sorted[(sorted.length - 1) / 2];
            rows[5 * i] = Arrays.stream(sorted).filter(q -> q < p).count() / (double) sorted.length;
            rows[5 * i + 1] = median == 0 ? Double.NaN : p / median;
            rows[5 * i + 2] = sorted[0] == 0 ? Double.NaN : p / sorted[0];
            rows[5 * i + 3] = p - Arrays.stream(sorted).average().orElseThrow();
            rows[5 * i + 4] = Arrays.stream(sorted).filter(q -> q > p).count() / (double) sorted.length;
        }
        return rows;
    }
}
