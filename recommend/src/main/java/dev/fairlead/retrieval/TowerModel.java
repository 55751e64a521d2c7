package dev.fairlead.retrieval;

import dev.fairlead.events.Contract;
import dev.fairlead.events.ContractViolation;
import dev.fairlead.events.FieldWriter;
import java.util.List;

/**
 * Two towers: one makes a vector of an item, the other of a user, and their inner product says how well they fit. The
 * user's vector is made once for a request, an item's once for a catalogue event; a vector index finds the items.
 *
 * <p>An item's vector is the sum of the embeddings of its id, of each level of its category path, brand, seller and price
 * band, and the mean of those of its title's tokens. What training did not meet often enough has no embedding and adds
 * nothing, so an item that is new has the vector of its content. A user's vector is the weighted sum of the vectors of the
 * items in the history ({@link TowerShape}: by kind, recency and count), plus the embeddings of the user's id, cohort,
 * market and device, plus one that all users share. Sums of embeddings as in Covington, Adams and Sargin, Deep Neural
 * Networks for YouTube Recommendations, RecSys 2016, without hidden layers; the history's as in Kabbur, Ning and Karypis,
 * FISM: Factored Item Similarity Models, KDD 2013.
 *
 * <p>The last component of an item's vector is its bias, of a user's vector 1. Vectors are not of length 1: compare them by
 * inner product.
 *
 * <p>Immutable; safe for use by many threads. Memory: 4 bytes × dimensions + about 24 for each embedding. A million ids of
 * 64 dimensions are 280 MB, twice that with {@link TowerShape#ownHistoryRows}; training keeps the most frequent ids only,
 * see the trainer's configuration.
 */
public final class TowerModel {
    private final TowerShape shape;
    private final Vocabulary vocabulary;
    private final float[] rows;

    /** @param rows row-major, one row of {@link TowerShape#dimensions} floats for each key, then the one of all users */
    TowerModel(TowerShape shape, Vocabulary vocabulary, float[] rows) {
        if (rows.length != (vocabulary.size() + 1L) * shape.dimensions()) {
            throw new IllegalArgumentException(rows.length + " floats for " + vocabulary.size()
                    + " keys and one row of " + shape.dimensions() + " dimensions");
        }
        this.shape = shape;
        this.vocabulary = vocabulary;
        this.rows = rows;
    }

    /** Length of a vector. */
    public int dimensions() {
        return shape.dimensions();
    }

    public TowerShape shape() {
        return shape;
    }

    /** How many fields (ids, categories, …) have an embedding. */
    public int embeddings() {
        return vocabulary.size();
    }

    /** Whether training met the item's id often enough to give it an embedding of its own. */
    public boolean knows(String item) {
        FieldKeys keys = new FieldKeys().of(ItemFields.ofId(item));
        return keys.hasId() && vocabulary.row(keys.key(0)) >= 0;
    }

    /** A new vector of {@link #dimensions} floats. */
    public float[] item(ItemFields item) {
        float[] vector = new float[shape.dimensions()];
        addItem(new FieldKeys().of(item), 0, false, 1, vector);
        return vector;
    }

    /** The same without the item's own embedding: what is known from its content alone. */
    public float[] content(ItemFields item) {
        float[] vector = new float[shape.dimensions()];
        FieldKeys keys = new FieldKeys().of(item);
        addItem(keys, keys.hasId() ? 1 : 0, false, 1, vector);
        return vector;
    }

    /** A new vector of {@link #dimensions} floats. */
    public float[] user(UserFields user) {
        float[] vector = new float[shape.dimensions()];
        FieldKeys keys = new FieldKeys();
        List<PastInteraction> history = user.history();
        int read = Math.min(history.size(), shape.history());
        double total = 0;
        for (int i = 0; i < read; i++) {
            PastInteraction interaction = history.get(i);
            double weight = shape.weight(
                    interaction.signal(),
                    interaction.ageSeconds() - history.getFirst().ageSeconds(),
                    i);
            if (weight > 0) {
                total += weight;
                addItem(keys.of(interaction.item()), 0, shape.ownHistoryRows(), (float) weight, vector);
            }
        }
        if (total > 0) {
            float scale = shape.scale(total);
            for (int d = 0; d < vector.length; d++) {
                vector[d] *= scale;
            }
        }
        add(vocabulary.size(), 1, vector);
        if (!user.user().isEmpty()) {
            add(vocabulary.row(FieldKeys.user(user.user())), 1, vector);
        }
        if (user.cohort() != 0) {
            add(vocabulary.row(FieldKeys.cohort(user.cohort())), 1, vector);
        }
        if (user.market() != 0) {
            add(vocabulary.row(FieldKeys.market(user.market())), 1, vector);
        }
        if (!user.device().isEmpty()) {
            add(vocabulary.row(FieldKeys.device(user.device())), 1, vector);
        }
        vector[vector.length - 1] = 1;
        return vector;
    }

    private void addItem(FieldKeys keys, int from, boolean inHistory, float scale, float[] vector) {
        for (int i = from; i < keys.size(); i++) {
            long key = inHistory ? FieldKeys.inHistory(keys.key(i)) : keys.key(i);
            add(vocabulary.row(key), scale * keys.weight(i), vector);
        }
    }

    private void add(int row, float scale, float[] vector) {
        if (row >= 0) {
            int from = row * vector.length;
            for (int d = 0; d < vector.length; d++) {
                vector[d] += scale * rows[from + d];
            }
        }
    }

    /** Writes everything that vectors depend on. */
    public void write(FieldWriter out) {
        shape.write(out);
        out.whole("embeddings", vocabulary.size());
        Pack.write(out, "keys", vocabulary.keys());
        Pack.write(out, "rows", rows);
    }

    /** @throws ContractViolation if something is missing or does not fit together */
    public static TowerModel read(Contract in) throws ContractViolation {
        TowerShape shape = TowerShape.read(in);
        int embeddings = (int) in.whole("embeddings", 0, Integer.MAX_VALUE / shape.dimensions() - 1);
        long[] keys = Pack.longs(in, "keys", embeddings);
        float[] rows = Pack.floats(in, "rows", (embeddings + 1) * shape.dimensions());
        try {
            return new TowerModel(shape, new Vocabulary(keys), rows);
        } catch (IllegalArgumentException e) {
            throw new ContractViolation("towers", String.valueOf(e.getMessage()));
        }
    }
}
