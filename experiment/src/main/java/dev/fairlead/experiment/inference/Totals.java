package dev.fairlead.experiment.inference;

import java.util.function.IntConsumer;

/**
 * A hash table from a cluster's id to its totals, in two primitive arrays with open addressing: 8 (1 + width) bytes per
 * slot, at most two thirds full. The first total is the count of the cluster's rows; a slot with none is free.
 */
final class Totals {
    private static final int LEAST = 16;

    private final int width;
    private long[] ids = new long[LEAST];
    private double[] values;
    private int clusters;

    Totals(int width) {
        this.width = width;
        values = new double[LEAST * width];
    }

    /** Where a cluster's totals begin in {@link #values}; the caller must then make its count positive. */
    int slot(long id) {
        if (3L * (clusters + 1) > 2L * ids.length) {
            grow();
        }
        int slot = find(id);
        if (values[slot * width] == 0) {
            ids[slot] = id;
            clusters++;
        }
        return slot * width;
    }

    private int find(long id) {
        int mask = ids.length - 1;
        long mixed = id * 0x9E3779B97F4A7C15L;
        int slot = (int) (mixed ^ mixed >>> 32) & mask;
        while (values[slot * width] != 0 && ids[slot] != id) {
            slot = slot + 1 & mask;
        }
        return slot;
    }

    private void grow() {
        long[] oldIds = ids;
        double[] oldValues = values;
        Check.that(
                oldValues.length <= Integer.MAX_VALUE / 2,
                clusters + " clusters are too many for one table: sort the rows by cluster");
        ids = new long[oldIds.length * 2];
        values = new double[oldValues.length * 2];
        for (int i = 0; i < oldIds.length; i++) {
            if (oldValues[i * width] != 0) {
                int slot = find(oldIds[i]);
                ids[slot] = oldIds[i];
                System.arraycopy(oldValues, i * width, values, slot * width, width);
            }
        }
    }

    /** All totals; those of a cluster lie side by side. */
    double[] values() {
        return values;
    }

    int clusters() {
        return clusters;
    }

    /** The id of the cluster whose totals begin somewhere. */
    long id(int at) {
        return ids[at / width];
    }

    /** Visits where each cluster's totals begin. */
    void forEach(IntConsumer visitor) {
        for (int at = 0; at < values.length; at += width) {
            if (values[at] != 0) {
                visitor.accept(at);
            }
        }
    }
}
