package dev.fairlead.retrieval;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * The baseline of matrix factorization: alternating least squares for implicit feedback. Hu, Koren and Volinsky,
 * Collaborative Filtering for Implicit Feedback Datasets, ICDM 2008: minimizes Σ over all pairs of c (p − x·y)² + λ (Σ|x|² +
 * Σ|y|²) with p = 1 for a pair that was touched, else 0, and confidence c = 1 + α × interactions (equations 3 to 5).
 */
final class ImplicitAls implements CandidateSource {
    /**
     * Numbers of the factorization.
     *
     * @param factors 1 to 512
     * @param lambda above 0
     * @param alpha above 0
     * @param sweeps over users and items, at least 1
     * @param seed of the first item factors
     */
    public record Config(int factors, double lambda, double alpha, int sweeps, long seed) {
        public Config {
            if (factors < 1 || factors > 512 || sweeps < 1 || !(lambda > 0 && alpha > 0)) {
                throw new IllegalArgumentException("ALS: " + factors + " factors (1 to 512), " + sweeps
                        + " sweeps (at least 1), lambda " + lambda + " and alpha " + alpha + " (above 0)");
            }
        }
    }

    private final TowerData data;
    private final int factors;
    private final double[][] users;
    private final double[][] items;

    public ImplicitAls(TowerData data, Config config) {
        this(data, data.itemsByUser(), data.touchesByUser(), data.items(), config);
    }

    /** @param interactions beside {@code byUser}: how often the user touched the item */
    ImplicitAls(TowerData data, int[][] byUser, int[][] interactions, int itemCount, Config config) {
        this.data = data;
        this.factors = config.factors;
        this.users = new double[byUser.length][factors];
        this.items = new double[itemCount][factors];
        SplittableRandom random = new SplittableRandom(config.seed);
        for (double[] item : items) {
            for (int f = 0; f < factors; f++) {
                item[f] = 0.1 * random.nextGaussian();
            }
        }
        int[][] byItem = ItemCosine.transpose(byUser, itemCount);
        int[][] touchesByItem = new int[itemCount][];
        int[] filled = new int[itemCount];
        for (int item = 0; item < itemCount; item++) {
            touchesByItem[item] = new int[byItem[item].length];
        }
        for (int user = 0; user < byUser.length; user++) {
            for (int n = 0; n < byUser[user].length; n++) {
                int item = byUser[user][n];
                touchesByItem[item][filled[item]++] = interactions[user][n];
            }
        }
        for (int sweep = 0; sweep < config.sweeps; sweep++) {
            solve(users, items, byUser, interactions, config);
            solve(items, users, byItem, touchesByItem, config);
        }
        solve(users, items, byUser, interactions, config);
    }

    /** Equation 4: x = (YᵀY + Yᵀ(C − I)Y + λI)⁻¹ YᵀCp. */
    private static void solve(double[][] of, double[][] others, int[][] pairs, int[][] interactions, Config config) {
        int f = config.factors;
        double[][] gram = new double[f][f];
        for (double[] y : others) {
            addOuter(gram, 1, y);
        }
        for (int d = 0; d < f; d++) {
            gram[d][d] += config.lambda;
        }
        double[][] a = new double[f][f];
        for (int u = 0; u < of.length; u++) {
            double[] x = of[u];
            Arrays.fill(x, 0);
            if (pairs[u].length == 0) {
                continue;
            }
            for (int i = 0; i < f; i++) {
                System.arraycopy(gram[i], 0, a[i], 0, i + 1);
            }
            for (int n = 0; n < pairs[u].length; n++) {
                double[] y = others[pairs[u][n]];
                double extra = config.alpha * interactions[u][n];
                addOuter(a, extra, y);
                for (int i = 0; i < f; i++) {
                    x[i] += (1 + extra) * y[i];
                }
            }
            cholesky(a, x);
        }
    }

    /** Adds to the lower triangle. */
    private static void addOuter(double[][] a, double weight, double[] y) {
        for (int i = 0; i < y.length; i++) {
            double scaled = weight * y[i];
            double[] row = a[i];
            for (int j = 0; j <= i; j++) {
                row[j] += scaled * y[j];
            }
        }
    }

    /** Solves a x = b for the symmetric positive definite matrix in the lower triangle; b becomes x, a its Cholesky factor. */
    static void cholesky(double[][] a, double[] b) {
        int n = b.length;
        for (int i = 0; i < n; i++) {
            for (int j = 0; j <= i; j++) {
                double sum = a[i][j];
                for (int k = 0; k < j; k++) {
                    sum -= a[i][k] * a[j][k];
                }
                a[i][j] = i == j ? Math.sqrt(sum) : sum / a[j][j];
            }
        }
        for (int i = 0; i < n; i++) {
            for (int k = 0; k < i; k++) {
                b[i] -= a[i][k] * b[k];
            }
            b[i] /= a[i][i];
        }
        for (int i = n - 1; i >= 0; i--) {
            for (int k = i + 1; k < n; k++) {
                b[i] -= a[k][i] * b[k];
            }
            b[i] /= a[i][i];
        }
    }

    double[][] users() {
        return users;
    }

    double[][] items() {
        return items;
    }

    @Override
    public String name() {
        return "als";
    }

    /** Nothing for a user without an interaction in the data. */
    @Override
    public List<Found> find(SourceQuery query) {
        int user = data.findUser(query.user().user());
        if (user < 0) {
            return List.of();
        }
        double[] x = users[user];
        BestItems best = new BestItems(query.k());
        for (int i = 0; i < items.length; i++) {
            double dot = 0;
            for (int f = 0; f < factors; f++) {
                dot += x[f] * items[i][f];
            }
            if (dot != 0
                    && best.takes(dot, i)
                    && query.allowed().test(data.item(i).item())) {
                best.add(i, dot);
            }
        }
        return best.drain(i -> data.item(i).item());
    }
}
