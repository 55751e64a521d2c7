package dev.fairlead.retrieval;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.events.Event;
import dev.fairlead.events.RecordedFields;
import dev.fairlead.market.events.Click;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TowerTrainerTest {
    private static TowerConfig config(TowerConfig.Loss loss, int epochs, long seed) {
        return new TowerConfig(
                new TowerShape(8, 10, Double.POSITIVE_INFINITY, 20, 1, 1, true, true),
                loss,
                epochs,
                1,
                32,
                16,
                0.5,
                0.1,
                0.1,
                1e-6,
                0.1,
                0.1,
                true,
                1,
                1_000,
                0.1,
                seed);
    }

    /** Users of two kinds: one clicks items with even numbers only, the other odd ones only. */
    private static List<Event> twoTastes() {
        List<Event> log = new ArrayList<>();
        SplittableRandom random = new SplittableRandom(5);
        for (int i = 0; i < 3_000; i++) {
            int user = random.nextInt(100);
            int item = 2 * random.nextInt(20) + user % 2;
            log.add(new Click("c" + i, RandomLog.START + i * 1_000L, "u" + user, "s", "i" + item, ""));
        }
        return log;
    }

    private static Object bytes(TowerModel model) throws Exception {
        RecordedFields fields = new RecordedFields();
        model.write(fields);
        List<String> texts = new ArrayList<>();
        for (String name : List.of("keys", "rows")) {
            for (var part : fields.records(name).orElseThrow()) {
                texts.add(part.text("base64").orElseThrow());
            }
        }
        return texts;
    }

    @ParameterizedTest
    @EnumSource
    void sameDataAndSeedGiveTheSameBytes(TowerConfig.Loss loss) throws Exception {
        List<Event> log = RandomLog.of(1, 600);
        Object first = bytes(new TowerTrainer(config(loss, 3, 1)).train(RandomLog.data(log), _ -> {}));
        Object second = bytes(new TowerTrainer(config(loss, 3, 1)).train(RandomLog.data(log), _ -> {}));
        Object other = bytes(new TowerTrainer(config(loss, 3, 2)).train(RandomLog.data(log), _ -> {}));
        assertEquals(first, second);
        assertFalse(first.equals(other));
    }

    @ParameterizedTest
    @EnumSource
    void theUsersTasteIsFound(TowerConfig.Loss loss) {
        TowerData data = RandomLog.data(twoTastes());
        TowerModel model = new TowerTrainer(config(loss, 8, 1)).train(data, _ -> {});
        List<ItemFields> items = new ArrayList<>();
        for (int item = 0; item < data.items(); item++) {
            items.add(data.item(item));
        }
        TowerSource source = TowerSource.towers(model, items);
        int right = 0;
        for (int user = 0; user < 100; user++) {
            UserFields fields = data.userNow("u" + user, RandomLog.START + 3_000_000, 10);
            for (Found found : source.find(new SourceQuery(fields, 0, 10, _ -> true))) {
                right += Integer.parseInt(found.item().substring(1)) % 2 == user % 2 ? 1 : 0;
            }
        }
        assertTrue(right > 950, "of 1,000 items, of the user's taste: " + right);
    }

    /** What a step adds up for an example's user is what the model makes of the user's fields later. */
    @Test
    void trainingAndServingReadTheSameUser() {
        TowerData data = RandomLog.data(RandomLog.of(2, 500));
        TowerConfig config = new TowerConfig(
                new TowerShape(8, 10, 3_600, 20, 0.5, 3, true, true),
                TowerConfig.Loss.SOFTMAX,
                1,
                1,
                32,
                16,
                0,
                0.1,
                0.1,
                0,
                0,
                0,
                false,
                1,
                1_000,
                0.5,
                1);
        TowerInputs inputs = TowerInputs.of(data, config);
        float[] table = new float[8 * (inputs.vocabulary().size() + 1)];
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < table.length; i++) {
            table[i] = (float) random.nextGaussian();
        }
        TowerModel model = new TowerModel(config.shape(), inputs.vocabulary(), table);
        TowerStep step = new TowerStep(inputs, config, new Adagrad(table, 8, 0), random);
        for (int example : inputs.examples()) {
            Sums sums = new Sums();
            step.user(data.example(example), sums);
            float[] vector = new float[8];
            sums.forward(table, 8, vector);
            vector[7] = 1;
            assertArrayEquals(vector, model.user(data.userAt(example, 10)), 1e-4f);
        }
        assertTrue(inputs.examples().length > 20);
    }

    @Test
    void theBestPassIsKept() {
        List<Double> measures = List.of(0.1, 0.4, 0.2, 0.9);
        List<TowerModel> models = new ArrayList<>();
        TowerModel best = new TowerTrainer(config(TowerConfig.Loss.SOFTMAX, 4, 1))
                .train(
                        RandomLog.data(RandomLog.of(1, 200)),
                        model -> {
                            models.add(model);
                            return measures.get(models.size() - 1);
                        },
                        _ -> {});
        assertEquals(3, models.size(), "patience is 1");
        assertTrue(best == models.get(1));
    }

    @Test
    void aLogWithoutTouchesIsRefused() {
        IllegalArgumentException refused = assertThrows(
                IllegalArgumentException.class,
                () -> new TowerTrainer(config(TowerConfig.Loss.BPR, 1, 1)).train(new TowerData(), _ -> {}));
        assertTrue(String.valueOf(refused.getMessage()).contains("no click"));
    }

    @Test
    void onlyTheMostFrequentIdsAreKept() {
        TowerData data = RandomLog.data(RandomLog.of(1, 600));
        TowerConfig few = new TowerConfig(
                new TowerShape(4, 10, 3_600, 20, 0.5, 3, false, false),
                TowerConfig.Loss.SOFTMAX,
                1,
                1,
                32,
                16,
                0,
                0.1,
                0.1,
                0,
                0,
                0,
                true,
                1,
                3,
                0.1,
                1);
        TowerModel model = new TowerTrainer(few).train(data, _ -> {});
        long known = 0;
        for (int item = 0; item < 12; item++) {
            known += model.knows("i" + item) ? 1 : 0;
        }
        assertEquals(3, known);
    }
}
