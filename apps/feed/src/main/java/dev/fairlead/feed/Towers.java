package dev.fairlead.feed;

import dev.fairlead.market.features.Catalogue;
import dev.fairlead.market.features.FeatureQuery;
import dev.fairlead.market.features.Market;
import dev.fairlead.retrieval.IndexFactory;
import dev.fairlead.retrieval.ItemFields;
import dev.fairlead.retrieval.LiveIndex;
import dev.fairlead.retrieval.TowerModel;
import dev.fairlead.retrieval.UserFields;
import dev.fairlead.retrieval.Vectors;
import dev.fairlead.state.FeatureStore;
import java.util.Arrays;
import java.util.List;

/** The towers of one model with the vectors of all items under them. */
final class Towers implements ItemVectors {
    /** Items whose fields are read at one go; between two goes events are applied. */
    private static final int CHUNK = 4_096;

    private static final int WARM_UP = 300;

    private final TowerModel model;
    private final FeatureStore<FeatureQuery, Market> store;
    private final LiveIndex index;
    private volatile boolean ready;

    Towers(TowerModel model, FeatureStore<FeatureQuery, Market> store, IndexFactory factory) {
        this.model = model;
        this.store = store;
        this.index = new LiveIndex(model.dimensions(), factory);
    }

    /** Whether every item is in: not before the first {@link #rebuild} has ended. */
    boolean ready() {
        return ready;
    }

    LiveIndex index() {
        return index;
    }

    @Override
    public int dimensions() {
        return index.dimensions();
    }

    @Override
    public void copy(int item, float[] out, int at) {
        index.vector(item, out, at);
    }

    /** The item is found by what the catalogue says of it now, by the next search. */
    void put(Catalogue catalogue, int item) {
        index.put(item, model.item(ItemFields.of(catalogue, item)));
    }

    /** Makes the vectors of all items anew and an index over them. Takes long; searches and changes go on meanwhile. */
    void rebuild() {
        index.rebuild(this::vectors, _ -> {});
        if (!ready) {
            warmUp();
        }
        ready = true;
    }

    /** The first searches of a process are slow ones: these are nobody's. */
    private void warmUp() {
        float[] query = new float[model.dimensions()];
        for (int i = 0; i < WARM_UP; i++) {
            query[i % query.length] = 1;
            index.search(query, 100, item -> item % 2 == 0);
        }
    }

    private Vectors vectors() {
        int size = store.read(view -> view.entities().catalogue().size());
        int dimensions = model.dimensions();
        float[] values = new float[Math.multiplyExact(size, dimensions)];
        for (int from = 0; from < size; from += CHUNK) {
            int first = from;
            List<ItemFields> chunk = store.read(view -> Arrays.stream(range(first, Math.min(size, first + CHUNK)))
                    .mapToObj(item -> ItemFields.of(view.entities().catalogue(), item))
                    .toList());
            for (int i = 0; i < chunk.size(); i++) {
                System.arraycopy(model.item(chunk.get(i)), 0, values, (first + i) * dimensions, dimensions);
            }
        }
        return new Vectors(dimensions, range(0, size), values);
    }

    private static int[] range(int from, int to) {
        int[] range = new int[to - from];
        Arrays.setAll(range, i -> from + i);
        return range;
    }

    /** The request's user as the towers see it. */
    float[] user(RetrievalContext context, FeedFeatures features) {
        return model.user(UserFields.of(
                context.view(),
                features.history(),
                context.request().user(),
                context.request().context(),
                context.now(),
                model.shape().history()));
    }
}
