package dev.fairlead.retrieval;

/**
 * How towers are trained. Ranges are checked.
 *
 * @param shape of the towers
 * @param loss what is minimized
 * @param epochs most passes over the examples, 1 to 1,000
 * @param patience passes without a better measure after which training stops, 1 to 1,000
 * @param batch examples of a step, 2 to 4,096
 * @param negatives items drawn for a step, uniformly among those with an example; 0 to 65,536
 * @param hardNegativeWeight weight of items that the user was shown and did not interact with as negatives, 0 (not used) to 100
 * @param learningRate of Adagrad, above 0 to 10
 * @param initialAccumulator of Adagrad's sums of squares, 0 to 1,000; gradients are of the sum over a step's examples
 * @param l2 weight of the squared embeddings of each step, 0 to 1
 * @param idDropout probability with which an item's own embedding is left out, 0 to below 1: what makes content carry items
 *     that are new (Volkovs, Yu and Poutanen, DropoutNet, NIPS 2017)
 * @param historyDropout probability with which an item of a history is left out, 0 to below 1
 * @param repeats whether an interaction of an item that the user's history holds is an example too
 * @param minCount examples of a field below which it gets no embedding, 1 to 1,000
 * @param maxIds most item ids, and most user ids, with an embedding: the most frequent ones; 0 to 10,000,000
 * @param initStd standard deviation of embeddings before training, 0 to 1
 * @param seed same data and same seed, same bytes
 */
public record TowerConfig(
        TowerShape shape,
        Loss loss,
        int epochs,
        int patience,
        int batch,
        int negatives,
        double hardNegativeWeight,
        double learningRate,
        double initialAccumulator,
        double l2,
        double idDropout,
        double historyDropout,
        boolean repeats,
        int minCount,
        int maxIds,
        double initStd,
        long seed) {

    /** What is minimized. */
    public enum Loss {
        /** −ln σ(score of the touched item − score of a drawn one): Rendle et al., BPR, UAI 2009, equation (4). */
        BPR,
        /**
         * −ln softmax over drawn items, each divided by how often it is drawn: Yi et al., Sampling-Bias-Corrected Neural
         * Modeling for Large Corpus Item Recommendations, RecSys 2019, equation (4).
         */
        SOFTMAX
    }

    public TowerConfig {
        require(epochs >= 1 && epochs <= 1_000, "epochs", epochs, "1 to 1,000");
        require(patience >= 1 && patience <= 1_000, "patience", patience, "1 to 1,000");
        require(batch >= 2 && batch <= 4_096, "batch", batch, "2 to 4,096");
        require(negatives >= 0 && negatives <= 65_536, "negatives", negatives, "0 to 65,536");
        require(
                hardNegativeWeight >= 0 && hardNegativeWeight <= 100,
                "hardNegativeWeight",
                hardNegativeWeight,
                "0 to 100");
        require(learningRate > 0 && learningRate <= 10, "learningRate", learningRate, "above 0, at most 10");
        require(
                initialAccumulator >= 0 && initialAccumulator <= 1_000,
                "initialAccumulator",
                initialAccumulator,
                "0 to 1,000");
        require(l2 >= 0 && l2 <= 1, "l2", l2, "0 to 1");
        require(idDropout >= 0 && idDropout < 1, "idDropout", idDropout, "0 to below 1");
        require(historyDropout >= 0 && historyDropout < 1, "historyDropout", historyDropout, "0 to below 1");
        require(minCount >= 1 && minCount <= 1_000, "minCount", minCount, "1 to 1,000");
        require(maxIds >= 0 && maxIds <= 10_000_000, "maxIds", maxIds, "0 to 10,000,000");
        require(initStd >= 0 && initStd <= 1, "initStd", initStd, "0 to 1");
    }

    /** Numbers to begin with: softmax, at most 20 passes, steps of 128 examples and 256 drawn items. */
    public static TowerConfig of(TowerShape shape, long seed) {
        int epochs = 20;
        int patience = 2;
        int batch = 128;
        int negatives = 256;
        double hardNegativeWeight = 0;
        double learningRate = 0.1;
        double initialAccumulator = 0.1;
        double l2 = 0;
        double idDropout = 0;
        double historyDropout = 0;
        boolean repeats = false;
        int minCount = 2;
        int maxIds = 1_000_000;
        double initStd = 0.05;
        Loss loss = Loss.SOFTMAX;
        return new TowerConfig(
                shape,
                loss,
                epochs,
                patience,
                batch,
                negatives,
                hardNegativeWeight,
                learningRate,
                initialAccumulator,
                l2,
                idDropout,
                historyDropout,
                repeats,
                minCount,
                maxIds,
                initStd,
                seed);
    }

    public TowerConfig withShape(TowerShape other) {
        return with(other, epochs, learningRate, initialAccumulator, idDropout);
    }

    public TowerConfig withEpochs(int most) {
        return with(shape, most, learningRate, initialAccumulator, idDropout);
    }

    public TowerConfig withSteps(double rate, double accumulated) {
        return with(shape, epochs, rate, accumulated, idDropout);
    }

    public TowerConfig withIdDropout(double share) {
        return with(shape, epochs, learningRate, initialAccumulator, share);
    }

    private TowerConfig with(
            TowerShape shape, int epochs, double learningRate, double initialAccumulator, double idDropout) {
        return new TowerConfig(
                shape,
                loss,
                epochs,
                patience,
                batch,
                negatives,
                hardNegativeWeight,
                learningRate,
                initialAccumulator,
                l2,
                idDropout,
                historyDropout,
                repeats,
                minCount,
                maxIds,
                initStd,
                seed);
    }

    private static void require(boolean holds, String name, double value, String range) {
        if (!holds) {
            throw new IllegalArgumentException("towers: " + name + " is " + value + "; it must be " + range);
        }
    }
}
