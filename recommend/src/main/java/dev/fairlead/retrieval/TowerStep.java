package dev.fairlead.retrieval;

import dev.fairlead.retrieval.TowerData.Example;
import dev.fairlead.retrieval.TowerData.Past;
import dev.fairlead.retrieval.TowerInputs.Terms;
import java.util.Arrays;
import java.util.SplittableRandom;

/** One step of training: draws negatives, adds embeddings up to vectors, and moves the embeddings against the gradient. */
final class TowerStep {
    private final TowerInputs inputs;
    private final TowerConfig config;
    private final Adagrad optimizer;
    private final SplittableRandom random;
    private final TowerLoss loss;
    private final Batch batch = new Batch();
    private final int[] columns; // by dense item: column + 1 in this step, 0 = not there
    private int[] columnItems = new int[64];
    private float[] touched = {}; // by shared column: how many examples of the step touched it
    private float[] userVectors = {};
    private float[] itemVectors = {};
    private float[] userGradients = {};
    private float[] itemGradients = {};

    TowerStep(TowerInputs inputs, TowerConfig config, Adagrad optimizer, SplittableRandom random) {
        this.inputs = inputs;
        this.config = config;
        this.optimizer = optimizer;
        this.random = random;
        this.columns = new int[inputs.counts().length];
        this.loss = config.loss() == TowerConfig.Loss.BPR
                ? new PairwiseLoss(config.hardNegativeWeight())
                : new SampledSoftmax(config.hardNegativeWeight());
    }

    /** One step with the examples {@code order[from..to)}; their mean loss. */
    double train(int[] order, int from, int to) {
        fill(order, from, to);
        double mean = gradient();
        optimizer.step((float) config.learningRate(), (float) config.l2(), batch.examples);
        return mean;
    }

    private double gradient() {
        int dimensions = config.shape().dimensions();
        userVectors = room(userVectors, batch.users.vectors() * dimensions);
        userGradients = room(userGradients, batch.users.vectors() * dimensions);
        itemVectors = room(itemVectors, batch.items.vectors() * dimensions);
        itemGradients = room(itemGradients, batch.items.vectors() * dimensions);
        return gradient(batch, dimensions, optimizer, loss, userVectors, itemVectors, userGradients, itemGradients);
    }

    /** Gathers the gradients of one step in the optimizer. */
    static double gradient(
            Batch batch,
            int dimensions,
            Adagrad optimizer,
            TowerLoss loss,
            float[] userVectors,
            float[] itemVectors,
            float[] userGradients,
            float[] itemGradients) {
        batch.users.forward(optimizer.table(), dimensions, userVectors);
        batch.items.forward(optimizer.table(), dimensions, itemVectors);
        Arrays.fill(userGradients, 0);
        Arrays.fill(itemGradients, 0);
        for (int b = 0; b < batch.examples; b++) {
            userVectors[(b + 1) * dimensions - 1] = 1;
        }
        double mean = loss.add(batch, dimensions, userVectors, itemVectors, userGradients, itemGradients);
        for (int b = 0; b < batch.examples; b++) {
            userGradients[(b + 1) * dimensions - 1] = 0;
        }
        batch.users.backward(userGradients, dimensions, optimizer);
        batch.items.backward(itemGradients, dimensions, optimizer);
        return mean;
    }

    private static float[] room(float[] array, int length) {
        return array.length >= length ? array : new float[length + length / 2];
    }

    private void fill(int[] order, int from, int to) {
        int examples = to - from;
        batch.examples = examples;
        batch.users.clear();
        batch.items.clear();
        batch.shared = 0;
        batch.positive = examples == batch.positive.length ? batch.positive : new int[examples];
        batch.hard = examples == batch.hard.length ? batch.hard : new int[examples];
        batch.drawn = room(batch.drawn, examples + config.negatives());
        batch.correction = room(batch.correction, examples + config.negatives());
        touched = room(touched, examples + config.negatives());
        for (int b = 0; b < examples; b++) {
            Example example = inputs.data().example(order[from + b]);
            user(example, batch.users);
            batch.positive[b] = column(example.item(), example.fields());
            touched[batch.positive[b]]++;
        }
        for (int n = 0; n < config.negatives(); n++) {
            int item = inputs.candidates()[random.nextInt(inputs.candidates().length)];
            batch.drawn[column(item, inputs.data().fieldsAt(item, Long.MAX_VALUE))]++;
        }
        double drawnEach = (double) config.negatives() / inputs.candidates().length;
        for (int c = 0; c < batch.shared; c++) {
            int item = columnItems[c];
            double expected = (examples - 1.0) * inputs.counts()[item] / inputs.examples().length + drawnEach;
            batch.correction[c] = (float) StrictMath.log((touched[c] + batch.drawn[c]) / expected);
            columns[item] = 0;
        }
        for (int b = 0; b < examples; b++) {
            batch.hard[b] = config.hardNegativeWeight() == 0
                    ? -1
                    : hardColumn(inputs.data().example(order[from + b]));
        }
    }

    /** The shared column of an item, made when it is not there yet. */
    private int column(int item, int fields) {
        if (columns[item] == 0) {
            add(fields);
            if (batch.shared == columnItems.length) {
                columnItems = Arrays.copyOf(columnItems, 2 * batch.shared);
            }
            columnItems[batch.shared] = item;
            batch.drawn[batch.shared] = 0;
            touched[batch.shared] = 0;
            columns[item] = ++batch.shared;
        }
        return columns[item] - 1;
    }

    private void add(int fields) {
        Terms terms = inputs.asCandidate()[fields];
        boolean drop = terms.id() && terms.rows().length > 1 && chance(config.idDropout());
        for (int i = drop ? 1 : 0; i < terms.rows().length; i++) {
            batch.items.add(terms.rows()[i], terms.weights()[i]);
        }
        batch.items.end();
    }

    /** One of the items that the user was shown last and that is neither the example's nor in the history, drawn. */
    private int hardColumn(Example example) {
        int[] shown = example.shown();
        if (shown.length == 0) {
            return -1;
        }
        int item = shown[random.nextInt(shown.length)];
        if (item == example.item()
                || inputs.data().touched(example, item, config.shape().history())) {
            return -1;
        }
        add(inputs.data().fieldsAt(item, example.offset()));
        return batch.items.vectors() - 1;
    }

    private boolean chance(double probability) {
        return probability > 0 && random.nextDouble() < probability;
    }

    /** Adds the terms of the example's user as one vector. */
    void user(Example example, Sums sums) {
        TowerShape shape = config.shape();
        double total = 0;
        Past history = example.history();
        for (int i = 0; i < Math.min(history.size(), shape.history()); i++) {
            double weight = shape.weight(history.signal(i), history.ages()[i] - history.ages()[0], i);
            int fields = history.fields()[i];
            if (inputs.data().itemOf(fields) != example.item() && weight > 0 && !chance(config.historyDropout())) {
                total += weight;
                Terms terms = inputs.inHistory()[fields];
                for (int t = 0; t < terms.rows().length; t++) {
                    sums.add(terms.rows()[t], (float) weight * terms.weights()[t]);
                }
            }
        }
        if (total > 0) {
            sums.scale(0, shape.scale(total));
        }
        Vocabulary vocabulary = inputs.vocabulary();
        sums.add(vocabulary.size(), 1);
        if (shape.userIds()) {
            sums.add(vocabulary.row(FieldKeys.user(inputs.data().userName(example.user()))), 1);
        }
        if (example.cohort() != 0) {
            sums.add(vocabulary.row(FieldKeys.cohort(example.cohort())), 1);
        }
        if (example.market() != 0) {
            sums.add(vocabulary.row(FieldKeys.market(example.market())), 1);
        }
        if (!example.device().isEmpty()) {
            sums.add(vocabulary.row(FieldKeys.device(example.device())), 1);
        }
        sums.end();
    }
}
