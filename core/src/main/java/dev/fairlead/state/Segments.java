package dev.fairlead.state;

/** Where a request's entities of one type keep their numbers: of each candidate's entity, or of the one that all candidates share. */
final class Segments {
    private final byte[][] rows;
    private final int[] starts; // by aggregate, then by entity
    private final int copies;

    /**
     * @param entities dense ids, negative for one that is not known
     * @param copies how many candidates the one entity stands for; 1 where each candidate has its own
     */
    Segments(EntityRows of, int[] entities, int copies) {
        this.rows = new byte[entities.length][];
        this.starts = new int[of.aggregates() * entities.length];
        this.copies = copies;
        for (int i = 0; i < entities.length; i++) {
            rows[i] = of.find(entities[i], starts, i, entities.length);
        }
    }

    int size() {
        return rows.length;
    }

    byte[] row(int entity) {
        return rows[entity];
    }

    /** Where the aggregate's stretch begins in {@link #row}, −1 without. */
    int start(int aggregate, int entity) {
        return starts[aggregate * rows.length + entity];
    }

    /** Gives each candidate the number of the entity that all share. */
    void spread(float[] values, int width, int column) {
        for (int i = 1; i < copies; i++) {
            values[i * width + column] = values[column];
        }
    }
}
