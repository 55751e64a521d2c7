package dev.fairlead.retrieval;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * The baseline of matrix factorization: alternating least squares for implicit feedback. Hu, Koren and Volinsky,
 * Collaborative Filtering for Implicit Feedback Datasets, ICDM 2008: minimizes Σ over all pairs of c (p − x·y)² + λ (Σ|x|² +
 * Σ|y|²) with p = 1 for a pair that was touched, else 0, and confidence c = 1 + α × interactions (equations 3 to 5). An interaction may
 * count less the older it is.
 *
 * <p>Of users × items nothing is kept but the pairs. A row of fewer pairs than half the factors is solved in as many dimensions as it has pairs
 * (the matrix inversion lemma): most rows of a large log are such.
 */
final class ImplicitAls implements CandidateSource {
    /** The least that a pair's interactions count for, however old. */
    private static final double LEAST = 1e-6;

    /**
     * Numbers of the factorization.
     *
     * @param factors 1 to 512
     * @param lambda above 0
     * @param alpha above 0
     * @param halfLifeSeconds in which an interaction comes to count half, above 0; infinite for all alike
     * @param sweeps over users and items, at least 1
     * @param seed of the first item factors
     */
    public record Config(int factors, double lambda, double alpha, double halfLifeSeconds, int sweeps, long seed) {
        public Config {
            if (factors < 1 || factors > 512 || sweeps < 1 || !(lambda > 0 && alpha > 0 && halfLifeSeconds > 0)) {
                throw new IllegalArgumentException("ALS: " + factors + " factors (1 to 512), " + sweeps
                        + " sweeps (at least 1), lambda " + lambda + ", alpha " + alpha + " and a half-life of "
                        + halfLifeSeconds + " s (above 0)");
            }
        }

        Config withFactors(int other) {
            return new Config(other, lambda, alpha, halfLifeSeconds, sweeps, seed);
        }

        Config withConfidence(double otherLambda, double otherAlpha) {
            return new Config(factors, otherLambda, otherAlpha, halfLifeSeconds, sweeps, seed);
        }

        Config withHalfLife(double seconds) {
            return new Config(factors, lambda, alpha, seconds, sweeps, seed);
        }
    }

    private final TowerData data;
    private final int factors;
    private final double[][] users;
    private final double[][] items;
    private final ExactIndex index;

    public ImplicitAls(TowerData data, Config config) {
        this(data, data.itemsByUser(), data.touchesByUser(config.halfLifeSeconds), data.items(), config);
    }

    /** @param interactions beside {@code byUser}: how often the user touched the item, where old interactions may count less */
    ImplicitAls(TowerData data, int[][] byUser, double[][] interactions, int itemCount, Config config) {
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
        double[][] touchesByItem = new double[itemCount][];
        int[] filled = new int[itemCount];
        for (int item = 0; item < itemCount; item++) {
            touchesByItem[item] = new double[byItem[item].length];
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
        this.index = index(byItem);
    }

    /** Of the items that somebody touched. */
    private ExactIndex index(int[][] byItem) {
        int[] touched = IntStream.range(0, items.length)
                .filter(item -> byItem[item].length > 0)
                .toArray();
        float[] values = new float[touched.length * factors];
        for (int i = 0; i < touched.length; i++) {
            for (int f = 0; f < factors; f++) {
                values[i * factors + f] = (float) items[touched[i]][f];
            }
        }
        return new ExactIndex(new Vectors(factors, touched, values));
    }

    /** Equation 4: x = (YᵀY + Yᵀ(C − I)Y + λI)⁻¹ YᵀCp. */
    private static void solve(double[][] of, double[][] others, int[][] pairs, double[][] interactions, Config config) {
        int f = config.factors;
        double[][] gram = new double[f][f];
        for (double[] y : others) {
            addOuter(gram, 1, y);
        }
        for (int d = 0; d < f; d++) {
            gram[d][d] += config.lambda;
        }
        double[][] solved = solved(inverse(gram), others);
        double[][] a = new double[f][f];
        for (int u = 0; u < of.length; u++) {
            double[] x = of[u];
            Arrays.fill(x, 0);
            int n = pairs[u].length;
            if (n == 0) {
                continue;
            }
            if (2 * n <= f) {
                few(x, solved, others, pairs[u], interactions[u], config.alpha);
                continue;
            }
            for (int i = 0; i < f; i++) {
                System.arraycopy(gram[i], 0, a[i], 0, i + 1);
            }
            for (int p = 0; p < n; p++) {
                double[] y = others[pairs[u][p]];
                double extra = config.alpha * Math.max(LEAST, interactions[u][p]);
                addOuter(a, extra, y);
                for (int i = 0; i < f; i++) {
                    x[i] += (1 + extra) * y[i];
                }
            }
            cholesky(a, x);
        }
    }

    /**
     * The same for a row of few pairs. With G = YᵀY + λI, D = C − I of the pairs and Z of their factors, x = G⁻¹Zᵀw where (D⁻¹ + ZG⁻¹Zᵀ) w =
     * D⁻¹C1.
     *
     * @param solved rows of YG⁻¹
     */
    private static void few(
            double[] x, double[][] solved, double[][] others, int[] pairs, double[] interactions, double alpha) {
        int n = pairs.length;
        int f = x.length;
        double[][] kernel = new double[n][n];
        double[] w = new double[n];
        for (int p = 0; p < n; p++) {
            double[] row = solved[pairs[p]];
            for (int q = 0; q <= p; q++) {
                kernel[p][q] = dot(row, others[pairs[q]]);
            }
            double extra = alpha * Math.max(LEAST, interactions[p]);
            kernel[p][p] += 1 / extra;
            w[p] = (1 + extra) / extra;
        }
        cholesky(kernel, w);
        for (int p = 0; p < n; p++) {
            double[] row = solved[pairs[p]];
            for (int i = 0; i < f; i++) {
                x[i] += w[p] * row[i];
            }
        }
    }

    /** Four sums at once: one would wait for each of its additions. */
    private static double dot(double[] x, double[] y) {
        double a = 0;
        double b = 0;
        double c = 0;
        double d = 0;
        int i = 0;
        for (; i + 3 < x.length; i += 4) {
            a += x[i] * y[i];
            b += x[i + 1] * y[i + 1];
            c += x[i + 2] * y[i + 2];
            d += x[i + 3] * y[i + 3];
        }
        for (; i < x.length; i++) {
            a += x[i] * y[i];
        }
        return a + b + (c + d);
    }

    private static double[][] solved(double[][] inverse, double[][] others) {
        double[][] solved = new double[others.length][inverse.length];
        for (int o = 0; o < others.length; o++) {
            for (int i = 0; i < inverse.length; i++) {
                double y = others[o][i];
                for (int j = 0; j < inverse.length; j++) {
                    solved[o][j] += y * inverse[i][j];
                }
            }
        }
        return solved;
    }

    /** Of the symmetric positive definite matrix in the lower triangle. */
    private static double[][] inverse(double[][] matrix) {
        int f = matrix.length;
        double[][] upper = new double[f][f];
        for (int i = 0; i < f; i++) {
            for (int j = 0; j <= i; j++) {
                upper[j][i] = matrix[i][j];
            }
        }
        return PositiveDefinite.inverse(upper);
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
        float[] x = new float[factors];
        for (int f = 0; f < factors; f++) {
            x[f] = (float) users[user][f];
        }
        Hits hits = index.search(
                x, query.k(), item -> query.allowed().test(data.item(item).item()));
        return IntStream.range(0, hits.ids().length)
                .mapToObj(i -> new Found(data.item(hits.ids()[i]).item(), hits.scores()[i]))
                .toList();
    }
}
