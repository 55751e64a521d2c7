package dev.fairlead.feed;

import dev.fairlead.market.features.Catalogue;
import dev.fairlead.retrieval.ItemFields;
import dev.fairlead.retrieval.TowerModel;
import java.util.HashMap;
import java.util.Map;

/** Vectors of what the catalogue says of items now, made by a model when they are asked for. One thread only. */
final class ExactVectors implements ItemVectors {
    private final TowerModel model;
    private final Catalogue catalogue;

    /** By id, for items that have not changed since. */
    private final Map<Integer, float[]> made = new HashMap<>();

    ExactVectors(TowerModel model, Catalogue catalogue) {
        this.model = model;
        this.catalogue = catalogue;
    }

    /** The catalogue says something new of the item. */
    void changed(int item) {
        made.remove(item);
    }

    @Override
    public int dimensions() {
        return model.dimensions();
    }

    @Override
    public void copy(int item, float[] out, int at) {
        float[] vector = made.computeIfAbsent(item, id -> model.item(ItemFields.of(catalogue, id)));
        System.arraycopy(vector, 0, out, at, vector.length);
    }
}
