package dev.fairlead.evaluate;

import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * The bootstrap's draws: each replicate draws as many users as there are, with replacement. Every policy, metric and slice
 * reads the same draws, which is what makes differences between policies paired.
 *
 * <p>Draws are made in blocks of replicates. A block is small enough to stay in cache while hundreds of statistics read
 * it, and a statistic's inner loop runs over the replicates of a block side by side. Weights are bytes, which a draw cannot
 * overflow (a user is drawn once on average): they are small, and a loop that adds bytes to doubles cannot alias, so the
 * compiler turns it into vector code.
 */
record Resamples(int users, int replicates, long seed) {
    private static final int BLOCK = 128;

    /** {@code weights[user * size + r]}: how often replicate {@code first + r} drew the user. */
    record Block(int first, int size, byte[] weights) {}

    /** Hands every block to the consumer, on several threads; the draws depend on the seed only. */
    void forEachBlock(Consumer<Block> consumer) {
        SplittableRandom root = new SplittableRandom(seed);
        int blocks = (replicates + BLOCK - 1) / BLOCK;
        SplittableRandom[] randoms = new SplittableRandom[blocks];
        for (int b = 0; b < blocks; b++) randoms[b] = root.split();
        IntStream.range(0, blocks).parallel().forEach(b -> consumer.accept(draw(b * BLOCK, randoms[b])));
    }

    private Block draw(int first, SplittableRandom random) {
        int size = Math.min(BLOCK, replicates - first);
        byte[] weights = new byte[Math.multiplyExact(users, size)];
        for (int r = 0; r < size; r++) {
            for (int draw = 0; draw < users; draw++) weights[random.nextInt(users) * size + r]++;
        }
        return new Block(first, size, weights);
    }
}
