package dev.fairlead.retrieval;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The baseline of item-to-item collaborative filtering: an item's score is the sum of its cosines with the items of the
 * history, cos(i, j) = users of both / (√(users of i × users of j) + shrink), of each item's nearest neighbours. Sarwar et
 * al., Item-Based Collaborative Filtering Recommendation Algorithms, WWW 2001. Exact: all pairs are counted, one item's at a time; kept are 8 bytes for
 * each item and neighbour.
 */
final class ItemCosine implements CandidateSource {
    /**
     * Numbers of the baseline.
     *
     * @param neighbours kept for an item, at least 1
     * @param shrink at least 0
     * @param history latest items of a user's history that are used, at least 1
     * @param halfLifeSeconds in which an item of the history comes to weigh half, above 0; infinite for all alike
     */
    public record Config(int neighbours, double shrink, int history, double halfLifeSeconds) {
        public Config {
            if (neighbours < 1 || history < 1 || !(shrink >= 0 && halfLifeSeconds > 0)) {
                throw new IllegalArgumentException("item cosine: " + neighbours + " neighbours and a history of "
                        + history + " must be at least 1, shrink, " + shrink + ", at least 0, the half-life, "
                        + halfLifeSeconds + " s, above 0");
            }
        }

        Config withHalfLife(double seconds) {
            return new Config(neighbours, shrink, history, seconds);
        }
    }

    private final TowerData data;
    private final Config config;
    private final int[][] neighbours;
    private final float[][] cosines;

    public ItemCosine(TowerData data, Config config) {
        this.data = data;
        this.config = config;
        int[][] byUser = data.itemsByUser();
        int[][] byItem = transpose(byUser, data.items());
        this.neighbours = new int[byItem.length][];
        this.cosines = new float[byItem.length][];
        int[] both = new int[byItem.length];
        int[] met = new int[byItem.length];
        for (int item = 0; item < byItem.length; item++) {
            int size = 0;
            for (int user : byItem[item]) {
                for (int other : byUser[user]) {
                    if (both[other]++ == 0) {
                        met[size++] = other;
                    }
                }
            }
            BestItems best = new BestItems(config.neighbours);
            for (int m = 0; m < size; m++) {
                int other = met[m];
                if (other != item) {
                    double norm = Math.sqrt((double) byItem[item].length * byItem[other].length);
                    best.add(other, both[other] / (norm + config.shrink));
                }
                both[other] = 0;
            }
            int[] kept = new int[Math.min(config.neighbours, Math.max(0, size - 1))];
            float[] cosine = new float[kept.length];
            best.drain(kept, cosine);
            this.neighbours[item] = kept;
            this.cosines[item] = cosine;
        }
    }

    private ItemCosine(ItemCosine same, Config config) {
        this.data = same.data;
        this.config = config;
        this.neighbours = same.neighbours;
        this.cosines = same.cosines;
    }

    /** With other numbers: what was counted is used again where it is the same. */
    ItemCosine with(Config other) {
        return other.neighbours == config.neighbours && other.shrink == config.shrink
                ? new ItemCosine(this, other)
                : new ItemCosine(data, other);
    }

    static int[][] transpose(int[][] byUser, int items) {
        int[] sizes = new int[items];
        for (int[] of : byUser) {
            for (int item : of) {
                sizes[item]++;
            }
        }
        int[][] byItem = new int[items][];
        for (int item = 0; item < items; item++) {
            byItem[item] = new int[sizes[item]];
        }
        Arrays.fill(sizes, 0);
        for (int user = 0; user < byUser.length; user++) {
            for (int item : byUser[user]) {
                byItem[item][sizes[item]++] = user;
            }
        }
        return byItem;
    }

    @Override
    public String name() {
        return "item-cosine";
    }

    @Override
    public List<Found> find(SourceQuery query) {
        Map<Integer, Double> scores = new HashMap<>();
        List<PastInteraction> history = query.user().history();
        for (PastInteraction interaction : history.subList(0, Math.min(config.history, history.size()))) {
            int item = data.find(interaction.item().item());
            double weight = StrictMath.pow(2, -Math.max(0, interaction.ageSeconds()) / config.halfLifeSeconds);
            for (int n = 0; item >= 0 && n < neighbours[item].length; n++) {
                scores.merge(neighbours[item][n], weight * cosines[item][n], Double::sum);
            }
        }
        BestItems best = new BestItems(query.k());
        scores.forEach((item, score) -> {
            if (query.allowed().test(data.item(item).item())) {
                best.add(item, score);
            }
        });
        return best.drain(item -> data.item(item).item());
    }
}
