package dev.fairlead.retrieval;

import dev.fairlead.events.Event;
import dev.fairlead.market.features.InteractionKinds;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Learns weights between items by ridge regression of each item on all others, in closed form: {@code B(i, j) = −P(i, j) / P(j, j)} with
 * {@code P = (XᵀX + λI)⁻¹}, where X says which user met which item. Steck, Embarrassingly Shallow Autoencoders for Sparse Data, WWW 2019,
 * equation 8. Time grows with the cube of the number of items and memory with its square, so that only those are learnt that most people met.
 */
public final class EaseTrainer {
    /** What is not enough to learn from. */
    public static final int FEWEST = 1_000;

    /**
     * Numbers of the model.
     *
     * @param items most that are learnt, at least 2
     * @param l2 λ, above 0
     * @param neighbours weights that are kept of an item, at least 1
     * @param halfLife see {@link EaseModel}, above 0
     */
    public record Config(int items, double l2, int neighbours, double halfLife) {
        public Config {
            if (items < 2 || neighbours < 1 || !(l2 > 0) || !(halfLife > 0)) {
                throw new IllegalArgumentException(
                        "items must be at least 2, neighbours at least 1, l2 and the half-life" + " above 0, not "
                                + items + ", " + neighbours + ", " + l2 + " and " + halfLife);
            }
        }
    }

    private final Config config;
    private final InteractionKinds kinds;
    private final Map<String, Integer> users = new HashMap<>();
    private final Map<String, Integer> items = new HashMap<>();
    private final List<String> names = new ArrayList<>();
    private final List<Interaction> interactions = new ArrayList<>();

    private record Interaction(int user, int item, long time) {}

    public EaseTrainer(Config config, InteractionKinds kinds) {
        this.config = config;
        this.kinds = kinds;
    }

    /** Takes an event of the log, which need not be an interaction. */
    public void accept(Event event) {
        ItemInteractions.of(event, kinds).ifPresent(interaction -> {
            int item = items.computeIfAbsent(interaction.item(), name -> {
                names.add(name);
                return items.size();
            });
            interactions.add(
                    new Interaction(users.computeIfAbsent(interaction.user(), _ -> users.size()), item, event.time()));
        });
    }

    /** The time before which a share of the interactions happened, in milliseconds since 1970; without any, the end of time. */
    public long quantile(double share) {
        long[] times =
                interactions.stream().mapToLong(Interaction::time).sorted().toArray();
        return times.length == 0 ? Long.MAX_VALUE : times[(int) ((times.length - 1) * share)];
    }

    /** Learns from what happened before a time; empty where that are fewer than {@value #FEWEST} interactions, or of one item. */
    public Optional<EaseModel> train(long before) {
        List<Interaction> known = interactions.stream()
                .filter(interaction -> interaction.time < before)
                .toList();
        int[] counts = new int[names.size()];
        known.forEach(interaction -> counts[interaction.item]++);
        int[] kept = IntStream.range(0, counts.length)
                .filter(item -> counts[item] > 0)
                .boxed()
                .sorted(Comparator.comparingInt((Integer item) -> -counts[item]).thenComparing(names::get))
                .limit(config.items)
                .mapToInt(Integer::intValue)
                .toArray();
        if (known.size() < FEWEST || kept.length < 2) {
            return Optional.empty();
        }
        double[][] gram = gram(known, kept);
        for (int i = 0; i < kept.length; i++) {
            gram[i][i] += config.l2;
        }
        return Optional.of(model(kept, PositiveDefinite.inverse(gram)));
    }

    /** Upper triangle of XᵀX: how many users met both. */
    private double[][] gram(List<Interaction> known, int[] kept) {
        int[] places = new int[names.size()];
        Arrays.fill(places, -1);
        for (int i = 0; i < kept.length; i++) {
            places[kept[i]] = i;
        }
        BitSet[] met = new BitSet[users.size()];
        for (Interaction interaction : known) {
            int place = places[interaction.item];
            if (place >= 0) {
                if (met[interaction.user] == null) {
                    met[interaction.user] = new BitSet();
                }
                met[interaction.user].set(place);
            }
        }
        double[][] gram = new double[kept.length][kept.length];
        for (BitSet of : met) {
            int[] own = of == null ? new int[0] : of.stream().toArray();
            for (int a = 0; a < own.length; a++) {
                double[] row = gram[own[a]];
                for (int b = a; b < own.length; b++) {
                    row[own[b]]++;
                }
            }
        }
        return gram;
    }

    private EaseModel model(int[] kept, double[][] inverse) {
        int n = kept.length;
        int most = Math.min(config.neighbours, n - 1);
        int[] starts = IntStream.rangeClosed(0, n).map(i -> i * most).toArray();
        int[] to = new int[n * most];
        float[] weights = new float[n * most];
        for (int i = 0; i < n; i++) {
            int from = i;
            double[] row = IntStream.range(0, n)
                    .mapToDouble(j -> j == from ? 0 : -inverse[from][j] / inverse[j][j])
                    .toArray();
            int[] farthest = IntStream.range(0, n)
                    .filter(j -> j != from)
                    .boxed()
                    .sorted(Comparator.comparingDouble((Integer j) -> -Math.abs(row[j])))
                    .limit(most)
                    .mapToInt(Integer::intValue)
                    .sorted()
                    .toArray();
            for (int k = 0; k < most; k++) {
                to[i * most + k] = farthest[k];
                weights[i * most + k] = (float) row[farthest[k]];
            }
        }
        return new EaseModel(IntStream.of(kept).mapToObj(names::get).toList(), config.halfLife, starts, to, weights);
    }
}
