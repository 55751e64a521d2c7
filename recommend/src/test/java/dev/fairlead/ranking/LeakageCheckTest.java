package dev.fairlead.ranking;

import static dev.fairlead.ranking.Shop.MINUTE;
import static dev.fairlead.ranking.Shop.START;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.events.Event;
import dev.fairlead.log.MemoryLog;
import dev.fairlead.log.Position;
import dev.fairlead.market.features.FeatureQuery;
import dev.fairlead.market.features.Market;
import dev.fairlead.market.features.OutsideColumn;
import dev.fairlead.state.FeatureStore;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

final class LeakageCheckTest {
    private static final Supplier<FeatureStore<FeatureQuery, Market>> STORES = Shop::store;
    private final MemoryLog log = Shop.log(Shop.random(11, 200));
    private final List<ShownList> lists = Shop.join(log, LabelWindows.DEFAULT).lists();

    private TrainingSet replay(Supplier<FeatureStore<FeatureQuery, Market>> stores, List<ShownList> wanted) {
        return TrainingSet.replay(log, stores.get(), wanted, _ -> {});
    }

    private LeakageCheck.Report check(
            Supplier<FeatureStore<FeatureQuery, Market>> stores, TrainingSet set, int samples) {
        return LeakageCheck.check(log, stores, set, stores.get().names(), samples, 1);
    }

    private static ShownList readAt(ShownList l, Position asOf) {
        return new ShownList(
                l.request(),
                l.surface(),
                l.context(),
                l.query(),
                asOf,
                l.time(),
                l.rowOf(),
                l.prices(),
                l.propensities(),
                l.randomized(),
                l.outcomes());
    }

    private static List<String> features(LeakageCheck.Report report) {
        return report.leaks().stream()
                .filter(Leak.TimeTravel.class::isInstance)
                .map(leak -> ((Leak.TimeTravel) leak).feature())
                .toList();
    }

    @Test
    void anHonestTrainingSetPasses() {
        LeakageCheck.Report report = check(STORES, replay(STORES, lists), 200);
        assertTrue(report.passed(), report.toString());
        assertEquals(200, report.checked());
        assertEquals(
                "No leak: the rows of 200 lists equal those of a log that ends where they were read, and the outcomes of "
                        + "200 lists came after.",
                report.toString());
    }

    /** The classic mistake: rows read when the labels are known, so that clicks after the impression are in them. */
    @Test
    void rowsReadAtTheEndOfTheLogAreTimeTravel() {
        List<ShownList> late = lists.stream().map(l -> readAt(l, log.end())).toList();
        TrainingSet set =
                new TrainingSet(lists, replay(STORES, late).rows(), Shop.store().width());
        LeakageCheck.Report report = check(STORES, set, 50);
        assertFalse(report.passed());
        assertTrue(features(report).contains("item_clicks"), report.toString());
        assertTrue(features(report).contains("item_ctr"), report.toString());
        assertFalse(features(report).contains("list_index"), report.toString());
    }

    @Test
    void theFirstDifferenceIsToldWithBothValues() {
        TrainingSet honest = replay(STORES, lists);
        float[][] rows = honest.rows().clone();
        rows[70] = rows[70].clone();
        float before = rows[70][2 + 2 * honest.width()];
        rows[70][2 + 2 * honest.width()] = before + 1;
        LeakageCheck.Report report = check(STORES, new TrainingSet(lists, rows, honest.width()), 200);
        ShownList list = lists.get(70);
        assertEquals(
                List.of(new Leak.TimeTravel(
                        "item_clicks", 1, 200, list.request(), list.asOf(), list.item(2), before + 1, before)),
                report.leaks());
        assertTrue(report.toString().startsWith("Feature 'item_clicks' is not what was known in 1 of 200 lists"));
    }

    @Test
    void onlyASampleIsBuiltAgainAndTheSeedChoosesIt() {
        TrainingSet honest = replay(STORES, lists);
        float[][] rows = honest.rows().clone();
        for (int l = 0; l < rows.length; l++) {
            rows[l] = rows[l].clone();
            rows[l][2] += 1;
        }
        TrainingSet set = new TrainingSet(lists, rows, honest.width());
        List<String> names = Shop.store().names();
        Leak first = LeakageCheck.check(log, STORES, set, names, 5, 1).leaks().getFirst();
        assertEquals(5, assertInstanceOf(Leak.TimeTravel.class, first).lists());
        assertEquals(
                List.of(first),
                LeakageCheck.check(log, STORES, set, names, 5, 1).leaks());
        assertFalse(LeakageCheck.check(log, STORES, set, names, 5, 2).leaks().contains(first));
    }

    /** A column that looks into a table which the product keeps up to date, beside the log. */
    @Test
    void aColumnThatLooksIntoAnOutsideSourceIsTimeTravel() {
        Map<String, Double> popularity = new HashMap<>();
        Supplier<FeatureStore<FeatureQuery, Market>> stores = () -> Shop.features()
                .add("popularity", OutsideColumn.of(item -> popularity.getOrDefault(item, 0.0)))
                .build();
        TrainingSet set = replay(stores, lists);
        popularity.put("i7", 1.0);
        LeakageCheck.Report report = check(stores, set, 200);
        assertEquals(List.of("popularity"), features(report));
        assertEquals(1, report.leaks().size());
        assertTrue(report.toString().contains("item 'i7'"), report.toString());
    }

    @Test
    void rowsReadWhenTheOutcomeWasKnownAreFoundBesideTheirRightPosition() {
        List<ShownList> late = lists.stream()
                .map(l -> readAt(l, log.end().min(Position.of(l.asOf().offset(0) + 40))))
                .sorted(Comparator.comparing(ShownList::asOf, Position.ORDER))
                .toList();
        LeakageCheck.Report report = check(STORES, replay(STORES, late), 20);
        assertTrue(features(report).isEmpty(), "the rows are those of their positions; the positions are wrong");
        assertTrue(report.leaks().size() > 50, report.toString());
        for (Leak leak : report.leaks()) {
            Leak.KnownOutcome known = assertInstanceOf(Leak.KnownOutcome.class, leak);
            assertTrue(known.asOf().covers(known.at()));
            assertEquals(known.at(), log.find(known.outcome()).orElseThrow().position());
        }
    }

    @Test
    void anOutcomeBeforeItsImpressionIsFound() {
        List<Event> events = List.of(
                Shop.impression("r", START, "a"),
                Shop.click("r", "a", START),
                Shop.cart("r", "a", START - MINUTE),
                Shop.purchase("r", "a", 1, 1, START + MINUTE));
        MemoryLog small = Shop.log(events);
        ShownList list = Shop.join(small, LabelWindows.DEFAULT).lists().getFirst();
        list.outcomes()[0] = new ShownList.Outcome(START, START - MINUTE, list.outcomes()[0].sales());
        TrainingSet set = TrainingSet.replay(small, Shop.store(), List.of(list), _ -> {});
        LeakageCheck.Report report =
                LeakageCheck.check(small, STORES, set, Shop.store().names(), 1, 1);
        assertEquals(
                List.of(
                        new Leak.EarlyOutcome("r", START, "a", events.get(1).id(), START),
                        new Leak.EarlyOutcome("r", START, "a", events.get(2).id(), START - MINUTE)),
                report.leaks());
        assertTrue(report.toString().contains("strictly after the impression"));
    }

    @Test
    void aLabelCopiedIntoAFeatureIsTooGood() {
        TrainingSet honest = replay(STORES, lists);
        float[][] rows = honest.rows().clone();
        for (int l = 0; l < rows.length; l++) {
            rows[l] = rows[l].clone();
            for (int i = 0; i < lists.get(l).size(); i++) {
                boolean outcome = lists.get(l).outcomes()[i].grade() > 0;
                rows[l][i * honest.width() + 1] = outcome ? Float.NaN : 3;
                rows[l][i * honest.width() + 3] = outcome ? 1 : 0;
            }
        }
        TrainingSet set = new TrainingSet(lists, rows, honest.width());
        LeakageCheck.Report report = check(STORES, set, 0);
        assertEquals(List.of(new Leak.TooGood("price", 0), new Leak.TooGood("item_ctr", 1)), report.leaks());
        assertTrue(report.toString().contains("Feature 'item_ctr' alone tells the label (AUC 1.0000)"));
    }

    @Test
    void withFewOutcomesAPerfectOrderIsChance() {
        List<ShownList> few = lists.subList(0, 3);
        float[][] rows = replay(STORES, few).rows();
        for (int l = 0; l < 3; l++) {
            for (int i = 0; i < few.get(l).size(); i++) {
                rows[l][i * Shop.store().width()] = few.get(l).outcomes()[i].grade();
            }
        }
        assertTrue(check(STORES, new TrainingSet(few, rows, Shop.store().width()), 0)
                .passed());
    }

    /** Oracle: all pairs. */
    @Test
    void theAreaUnderTheCurveIsThatOfAllPairs() {
        Random random = new Random(1);
        float[] special = {Float.NaN, -0f, 0f, Float.NEGATIVE_INFINITY, Float.POSITIVE_INFINITY, Float.MIN_VALUE, -1};
        for (int round = 0; round < 100; round++) {
            int n = 2 + random.nextInt(60);
            float[] values = new float[n];
            boolean[] labels = new boolean[n];
            for (int i = 0; i < n; i++) {
                values[i] = random.nextBoolean() ? special[random.nextInt(7)] : (float) random.nextGaussian();
                labels[i] = random.nextBoolean();
            }
            labels[0] = true;
            labels[1] = false;
            assertEquals(naiveAuc(values, labels), SingleFeatureAuc.auc(values, labels), 1e-12);
        }
    }

    private static double naiveAuc(float[] values, boolean[] labels) {
        double won = 0;
        int pairs = 0;
        for (int a = 0; a < values.length; a++) {
            for (int b = 0; b < values.length; b++) {
                if (labels[a] && !labels[b]) {
                    pairs++;
                    float x = Float.isNaN(values[a]) ? Float.NEGATIVE_INFINITY : values[a];
                    float y = Float.isNaN(values[b]) ? Float.NEGATIVE_INFINITY : values[b];
                    boolean lowerNaN = Float.isNaN(values[a]) && !Float.isNaN(values[b]);
                    boolean higherNaN = !Float.isNaN(values[a]) && Float.isNaN(values[b]);
                    won += lowerNaN ? 0 : higherNaN ? 1 : x > y ? 1 : x == y ? 0.5 : 0;
                }
            }
        }
        return won / pairs;
    }

    @Test
    void widthsThatDoNotFitAndAnotherLogAreRefused() {
        TrainingSet set = replay(STORES, lists);
        assertThrows(
                IllegalArgumentException.class, () -> LeakageCheck.check(log, STORES, set, List.of("a", "b"), 1, 1));
        List<Event> other = Shop.random(11, 2);
        assertThrows(
                IllegalArgumentException.class,
                () -> LeakageCheck.check(
                        Shop.log(other), STORES, set, Shop.store().names(), 200, 1));
    }
}
