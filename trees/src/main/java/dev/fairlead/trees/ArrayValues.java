package dev.fairlead.trees;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Gathers the elements of one array: numbers, or other values. */
final class ArrayValues {
    private final Place place;
    private final List<Value> values = new ArrayList<>();
    private double[] numbers = new double[0];
    private int count;

    ArrayValues(Place place) {
        this.place = place;
    }

    int size() {
        return count;
    }

    void add(double number) {
        requireSame(values.isEmpty());
        if (count == numbers.length) {
            numbers = Arrays.copyOf(numbers, Math.max(8, count + (count >> 1)));
        }
        numbers[count++] = number;
    }

    void add(Value value) {
        requireSame(values.size() == count);
        values.add(value);
        count++;
    }

    private void requireSame(boolean same) {
        if (!same) {
            throw place.damaged("holds numbers and other values");
        }
    }

    Value value() {
        return values.isEmpty()
                ? new Value.Numbers(place, Arrays.copyOf(numbers, count))
                : new Value.Items(place, List.copyOf(values));
    }
}
