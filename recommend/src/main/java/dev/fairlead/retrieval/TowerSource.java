package dev.fairlead.retrieval;

import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;

/** The items whose vectors fit the user's best, by looking at every one: for evaluation, and for a few hundred thousand items. */
final class TowerSource implements CandidateSource {
    private final String name;
    private final TowerModel model;
    private final List<String> items;
    private final ExactIndex index;

    private TowerSource(String name, TowerModel model, List<ItemFields> items, Function<ItemFields, float[]> vector) {
        this.name = name;
        this.model = model;
        this.items = items.stream().map(ItemFields::item).toList();
        int dimensions = model.dimensions();
        float[] vectors = new float[items.size() * dimensions];
        for (int i = 0; i < items.size(); i++) {
            System.arraycopy(vector.apply(items.get(i)), 0, vectors, i * dimensions, dimensions);
        }
        this.index = new ExactIndex(
                new Vectors(dimensions, IntStream.range(0, items.size()).toArray(), vectors));
    }

    /** All items, by their whole vectors. */
    public static TowerSource towers(TowerModel model, List<ItemFields> items) {
        return new TowerSource("towers", model, items, model::item);
    }

    /** Items without an embedding of their own, by their content: what nothing else can find yet. */
    public static TowerSource content(TowerModel model, List<ItemFields> items) {
        List<ItemFields> unknown =
                items.stream().filter(item -> !model.knows(item.item())).toList();
        return new TowerSource("content", model, unknown, model::content);
    }

    @Override
    public String name() {
        return name;
    }

    /** The score is the inner product. */
    @Override
    public List<Found> find(SourceQuery query) {
        Hits hits = index.search(
                model.user(query.user()), query.k(), item -> query.allowed().test(items.get(item)));
        return IntStream.range(0, hits.ids().length)
                .mapToObj(i -> new Found(items.get(hits.ids()[i]), hits.scores()[i]))
                .toList();
    }
}
