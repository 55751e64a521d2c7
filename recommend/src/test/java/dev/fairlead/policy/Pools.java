package dev.fairlead.policy;

import java.util.Arrays;
import java.util.SplittableRandom;

/** Pools drawn at random, and pools of given values. */
final class Pools {
    private Pools() {}

    /** Candidates c0, c1, … of these values; nothing else is known of them. */
    static Pool of(double... value) {
        int n = value.length;
        String[] items = new String[n];
        Arrays.setAll(items, i -> "c" + i);
        double[] unknown = new double[n];
        Arrays.fill(unknown, Double.NaN);
        int[] nobody = new int[n];
        Arrays.fill(nobody, -1);
        boolean[] allowed = new boolean[n];
        Arrays.fill(allowed, true);
        return new Pool(
                items,
                value,
                unknown.clone(),
                unknown,
                nobody,
                nobody.clone(),
                allowed,
                new boolean[n],
                new double[n],
                new double[n],
                unknown,
                new float[0],
                0);
    }

    /** @param newSellers share of the candidates whose seller is new; these are worth less */
    static Pool random(SplittableRandom random, int n, double newSellers) {
        Pool pool = of(random.doubles(n).toArray());
        int[] sellers = random.ints(n, -1, Math.max(1, n / 3)).toArray();
        int[] categories = random.ints(n, -1, Math.max(1, n / 5)).toArray();
        double[] successes = new double[n];
        double[] trials = new double[n];
        for (int i = 0; i < n; i++) {
            pool.allowed()[i] = random.nextDouble() < 0.9;
            pool.newSeller()[i] = random.nextDouble() < newSellers;
            pool.value()[i] *= pool.newSeller()[i] ? 0.3 : 1;
            pool.shown()[i] = random.nextDouble() < 0.1 ? 9 : 0;
            trials[i] = random.nextDouble() < 0.2 ? random.nextInt(50) : Double.NaN;
            successes[i] = Double.isNaN(trials[i]) ? 0 : random.nextInt(1 + (int) trials[i]);
        }
        float[] vectors = new float[4 * n];
        for (int i = 0; i < vectors.length; i++) {
            vectors[i] = (float) random.nextGaussian();
        }
        return new Pool(
                pool.items(),
                pool.value(),
                random.doubles(n).toArray(),
                random.doubles(n).toArray(),
                sellers,
                categories,
                pool.allowed(),
                pool.newSeller(),
                pool.shown(),
                successes,
                trials,
                vectors,
                4);
    }
}
