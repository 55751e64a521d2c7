package dev.fairlead.state;

/** Where a request's entities of one type keep their numbers: of each candidate's entity, or of the one that all candidates share. */
final class Segments {
    private byte[][] rows = {};
    private int[] starts = {}; // by aggregate, then by entity
    private int size;
    private int copies;
    private int near;

    /**
     * Finds them.
     *
     * @param entities dense ids, negative for one that is not known
     * @param size how many there are
     */
    void find(EntityRows of, int[] entities, int size) {
        begin(of, size, 1);
        near = of.bringNear(entities, size);
        for (int i = 0; i < size; i++) {
            rows[i] = of.find(entities[i], starts, i, size);
        }
    }

    /** The same for one entity that stands for {@code copies} candidates. */
    void findShared(EntityRows of, int entity, int copies) {
        begin(of, 1, copies);
        rows[0] = of.find(entity, starts, 0, 1);
    }

    private void begin(EntityRows of, int size, int copies) {
        this.size = size;
        this.copies = copies;
        if (rows.length < size) {
            rows = new byte[size][];
        }
        if (starts.length < of.aggregates() * size) {
            starts = new int[of.aggregates() * size];
        }
    }

    int size() {
        return size;
    }

    byte[] row(int entity) {
        return rows[entity];
    }

    /** Where the aggregate's stretch begins in {@link #row}, −1 without. */
    int start(int aggregate, int entity) {
        return starts[aggregate * size + entity];
    }

    /** Gives each candidate the number of the entity that all share. */
    void spread(float[] values, int width, int column) {
        for (int i = 1; i < copies; i++) {
            values[i * width + column] = values[column];
        }
    }
}
