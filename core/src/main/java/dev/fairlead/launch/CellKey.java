package dev.fairlead.launch;

import dev.fairlead.experiment.plan.Slice;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * An arm, and what its units are known by.
 *
 * @param values one for each column of the watch's slices, in their order; empty for one that is not watched
 */
record CellKey(String arm, List<String> values) {
    private static final String BETWEEN = "\0";

    CellKey {
        values = List.copyOf(values);
    }

    /** Of a unit of which this is known. */
    static CellKey of(String arm, List<Slice> slices, Map<String, String> known) {
        return new CellKey(
                arm,
                slices.stream()
                        .map(slice -> {
                            String value = known.getOrDefault(slice.column(), "");
                            return slice.covers(slice.column(), value) ? value : "";
                        })
                        .toList());
    }

    String text() {
        return values.isEmpty() ? arm : arm + BETWEEN + String.join(BETWEEN, values);
    }

    static CellKey of(String text) {
        List<String> parts = List.of(text.split(BETWEEN, -1));
        return new CellKey(parts.getFirst(), parts.subList(1, parts.size()));
    }

    /** Whether it is of a subgroup. */
    boolean in(Subgroup subgroup) {
        return values.get(subgroup.column()).equals(subgroup.value());
    }

    /** All that slices name. */
    static List<Subgroup> subgroups(List<Slice> slices) {
        List<Subgroup> subgroups = new ArrayList<>();
        for (int i = 0; i < slices.size(); i++) {
            Slice slice = slices.get(i);
            for (String value : slice.values().orElse(List.of())) {
                subgroups.add(new Subgroup(i, slice.column(), value));
            }
        }
        return subgroups;
    }

    /** @param column its place among the watch's slices */
    record Subgroup(int column, String name, String value) {
        @Override
        public String toString() {
            return name + "=" + value;
        }
    }
}
