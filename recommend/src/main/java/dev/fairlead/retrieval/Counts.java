package dev.fairlead.retrieval;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;

/** Counts above 0 by dense id, 0 for all others. An open-addressing table: 24 to 48 bytes an id. */
final class Counts {
    private int[] keys = new int[16]; // id + 1, 0 = empty; never more than half full
    private double[] values = new double[16];
    private int size;
    private long near;

    /** The first {@code count} ids will soon be asked for: reads of each what is read first then, of all at once. */
    void expect(int[] ids, int count) {
        long sum = 0;
        for (int i = 0; i < count; i++) {
            int first = first(ids[i]);
            sum += keys[first] + Double.doubleToRawLongBits(values[first]);
        }
        near = sum;
    }

    double get(int id) {
        int slot = slot(id);
        return keys[slot] == 0 ? 0 : values[slot];
    }

    void set(int id, double value) {
        int slot = slot(id);
        if (keys[slot] == 0) {
            if (2 * ++size > keys.length) {
                grow();
                slot = slot(id);
            }
            keys[slot] = id + 1;
        }
        values[slot] = value;
    }

    private int first(int id) {
        return (id * 0x9e3779b9 >>> 7) & keys.length - 1;
    }

    private int slot(int id) {
        int mask = keys.length - 1;
        int slot = first(id);
        while (keys[slot] != 0 && keys[slot] != id + 1) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    private void grow() {
        int[] oldKeys = keys;
        double[] oldValues = values;
        keys = new int[2 * oldKeys.length];
        values = new double[keys.length];
        for (int i = 0; i < oldKeys.length; i++) {
            if (oldKeys[i] != 0) {
                int slot = slot(oldKeys[i] - 1);
                keys[slot] = oldKeys[i];
                values[slot] = oldValues[i];
            }
        }
    }

    void change(DoubleUnaryOperator each) {
        Arrays.setAll(values, i -> each.applyAsDouble(values[i]));
    }

    /** Ids with a count above 0, in no order that means anything. */
    IntStream ids() {
        return IntStream.range(0, keys.length)
                .filter(i -> keys[i] != 0 && values[i] > 0)
                .map(i -> keys[i] - 1);
    }

    void save(DataOutput out) throws IOException {
        int[] ids = ids().sorted().toArray();
        out.writeInt(ids.length);
        for (int id : ids) {
            out.writeInt(id);
            out.writeDouble(get(id));
        }
    }

    void load(DataInput in) throws IOException {
        for (int left = in.readInt(); left > 0; left--) {
            set(in.readInt(), in.readDouble());
        }
    }
}
