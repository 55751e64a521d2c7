package dev.fairlead.retrieval;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/**
 * Trains the two towers on one thread: same data and same configuration, same bytes. Every pass goes through the examples in
 * a new order; the model of the pass with the best measure is kept.
 */
public final class TowerTrainer {
    private final TowerConfig config;

    public TowerTrainer(TowerConfig config) {
        this.config = config;
    }

    /**
     * How far training is.
     *
     * @param epoch the pass that ended, from 1
     * @param loss its mean loss
     * @param measure what the judge said
     */
    public record Progress(int epoch, double loss, double measure) {}

    /** Measures a model after a pass, higher is better; on examples that are not trained on. */
    public interface Judge {
        double measure(TowerModel model);
    }

    /** Trains for exactly {@link TowerConfig#epochs} passes; the measure is the number of the pass. */
    public TowerModel train(TowerData data, Consumer<Progress> progress) {
        int[] passes = {0};
        return train(data, _ -> ++passes[0], progress);
    }

    /**
     * Stops when {@link TowerConfig#patience} passes brought nothing better, and gives the best pass's model.
     *
     * @throws IllegalArgumentException if there is no example
     */
    public TowerModel train(TowerData data, Judge judge, Consumer<Progress> progress) {
        TowerInputs inputs = TowerInputs.of(data, config);
        int dimensions = config.shape().dimensions();
        SplittableRandom random = new SplittableRandom(config.seed());
        float[] table = new float[(inputs.vocabulary().size() + 1) * dimensions];
        for (int i = 0; i < table.length; i++) {
            table[i] = (float) (config.initStd() * random.nextGaussian());
        }
        for (int i = dimensions - 1; i < table.length; i += dimensions) {
            table[i] = 0;
        }
        popularity(inputs, dimensions, table);
        Arrays.fill(table, table.length - dimensions, table.length, 0);
        TowerStep step = new TowerStep(
                inputs, config, new Adagrad(table, dimensions, config.initialAccumulator()), random.split());
        int[] order = inputs.examples();
        TowerModel best = new TowerModel(config.shape(), inputs.vocabulary(), table);
        double bestMeasure = Double.NEGATIVE_INFINITY;
        for (int epoch = 1, since = 0; epoch <= config.epochs() && since < config.patience(); epoch++) {
            shuffle(order, random);
            double loss = 0;
            for (int from = 0; from < order.length; from += config.batch()) {
                int to = Math.min(order.length, from + config.batch());
                loss += (to - from) * step.train(order, from, to);
            }
            TowerModel model = new TowerModel(config.shape(), inputs.vocabulary(), table.clone());
            double measure = judge.measure(model);
            progress.accept(new Progress(epoch, loss / order.length, measure));
            since = measure > bestMeasure ? 0 : since + 1;
            if (since == 0) {
                best = model;
                bestMeasure = measure;
            }
        }
        return best;
    }

    /** An item's bias begins as the logarithm of its examples, which is the best score that does not know the user. */
    private static void popularity(TowerInputs inputs, int dimensions, float[] table) {
        for (int item : inputs.candidates()) {
            TowerInputs.Terms terms = inputs.asCandidate()[inputs.data().fieldsAt(item, Long.MAX_VALUE)];
            if (terms.id() && terms.rows()[0] >= 0) {
                table[(terms.rows()[0] + 1) * dimensions - 1] = (float) StrictMath.log(1 + 2.0 * inputs.counts()[item]);
            }
        }
    }

    private static void shuffle(int[] order, SplittableRandom random) {
        for (int i = order.length - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int swapped = order[i];
            order[i] = order[j];
            order[j] = swapped;
        }
    }
}
