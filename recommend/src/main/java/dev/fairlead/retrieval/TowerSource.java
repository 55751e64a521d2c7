package dev.fairlead.retrieval;

import java.util.ArrayList;
import java.util.List;

/** The items whose vectors fit the user's best, by looking at every one: for evaluation, and for a few hundred thousand items. */
final class TowerSource implements CandidateSource {
    private final String name;
    private final TowerModel model;
    private final List<String> items = new ArrayList<>();
    private final float[] vectors; // row-major

    private TowerSource(String name, TowerModel model, List<ItemFields> items, boolean content) {
        this.name = name;
        this.model = model;
        int dimensions = model.dimensions();
        this.vectors = new float[items.size() * dimensions];
        for (ItemFields item : items) {
            float[] vector = content ? model.content(item) : model.item(item);
            System.arraycopy(vector, 0, vectors, this.items.size() * dimensions, dimensions);
            this.items.add(item.item());
        }
    }

    /** All items, by their whole vectors. */
    public static TowerSource towers(TowerModel model, List<ItemFields> items) {
        return new TowerSource("towers", model, items, false);
    }

    /** Items without an embedding of their own, by their content: what nothing else can find yet. */
    public static TowerSource content(TowerModel model, List<ItemFields> items) {
        List<ItemFields> unknown =
                items.stream().filter(item -> !model.knows(item.item())).toList();
        return new TowerSource("content", model, unknown, true);
    }

    @Override
    public String name() {
        return name;
    }

    /** The score is the inner product. */
    @Override
    public List<Found> find(SourceQuery query) {
        float[] user = model.user(query.user());
        int dimensions = user.length;
        BestItems best = new BestItems(query.k());
        for (int i = 0; i < items.size(); i++) {
            float dot = 0;
            for (int d = 0; d < dimensions; d++) {
                dot += user[d] * vectors[i * dimensions + d];
            }
            if (best.takes(dot, i) && query.allowed().test(items.get(i))) {
                best.add(i, dot);
            }
        }
        return best.drain(items::get);
    }
}
