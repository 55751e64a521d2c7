package dev.fairlead.evaluate;

import java.util.List;
import java.util.Map;

/**
 * One shown list with what happened. Lists and arrays are parallel, one element per item, in the order shown (position 1
 * first). Arrays are not copied: do not change them afterwards.
 *
 * @param user the unit of resampling; lists of one user stay together in every replicate
 * @param slices subgroups of the whole list, key to value, such as device to mobile; one value per key
 * @param sellers seller of each item, empty text when unknown
 * @param grades relevance, 0 for none, finite and not negative
 * @param outcomes the outcome that a probability predicts: purchase or click-out
 * @param values worth of the outcome if it happens (price × margin), in one currency; NaN when unknown
 * @param itemSlice subgroup of each item by its seller ({@code new}, {@code old}), reported as slice {@code seller=new};
 *     empty text for no subgroup, or an array of length 0 when no item has one
 */
public record JudgedList(
        String request,
        String user,
        Map<String, String> slices,
        List<String> items,
        List<String> sellers,
        float[] grades,
        boolean[] outcomes,
        double[] values,
        String[] itemSlice) {

    /** @throws IllegalArgumentException if a length differs from the number of items, or a grade is not a grade */
    public JudgedList {
        slices = Map.copyOf(slices);
        items = List.copyOf(items);
        sellers = List.copyOf(sellers);
        int size = items.size();
        requireLength(request, "sellers", sellers.size(), size);
        requireLength(request, "grades", grades.length, size);
        requireLength(request, "outcomes", outcomes.length, size);
        requireLength(request, "values", values.length, size);
        if (itemSlice.length > 0) requireLength(request, "itemSlice", itemSlice.length, size);
        for (float grade : grades) {
            if (!(grade >= 0 && grade < Float.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException(
                        "list " + request + ": grade " + grade + " must be 0 or more and finite");
            }
        }
        for (double value : values) {
            if (Double.isInfinite(value)) {
                throw new IllegalArgumentException("list " + request + ": a value is infinite; use NaN for unknown");
            }
        }
    }

    public int size() {
        return items.size();
    }

    private static void requireLength(String request, String field, int length, int size) {
        if (length != size) {
            throw new IllegalArgumentException(
                    "list " + request + ": " + field + " has " + length + " elements for " + size + " items");
        }
    }
}
