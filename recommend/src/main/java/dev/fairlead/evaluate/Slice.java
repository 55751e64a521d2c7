package dev.fairlead.evaluate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A subgroup watched by itself. A slice of lists holds whole lists. A slice of items holds, for every list with such an
 * item, the list with the other items still in their places but without relevance, outcome and value.
 */
record Slice(String name, List<Part> parts) {

    /** A list as the slice sees it; {@code index} is its place among all lists, {@code user} its user's number. */
    record Part(int index, int user, JudgedList list, boolean[] inside, float[] grades, boolean[] outcomes) {}

    /** {@code all} first, then the others by name. */
    static List<Slice> of(List<JudgedList> lists, int[] users) {
        List<Part> all = new ArrayList<>();
        Map<String, List<Part>> byName = new TreeMap<>();
        for (int l = 0; l < lists.size(); l++) {
            JudgedList list = lists.get(l);
            boolean[] everything = new boolean[list.size()];
            Arrays.fill(everything, true);
            Part whole = new Part(l, users[l], list, everything, list.grades(), list.outcomes());
            all.add(whole);
            list.slices().forEach((key, value) -> add(byName, key + "=" + value, whole));
            for (String value : Arrays.stream(list.itemSlice()).distinct().toList()) {
                if (!value.isEmpty()) add(byName, "seller=" + value, itemsOf(whole, value));
            }
        }
        List<Slice> slices = new ArrayList<>();
        slices.add(new Slice("all", all));
        byName.forEach((name, parts) -> slices.add(new Slice(name, parts)));
        return slices;
    }

    /** Numbers of the users with a list in the slice, each once. */
    int[] users() {
        return parts.stream().mapToInt(Part::user).distinct().toArray();
    }

    /** {@code inside} by the list's place among all lists; of length 0 for lists outside the slice. */
    boolean[][] insideByList() {
        int lists = parts.stream().mapToInt(Part::index).max().orElse(-1) + 1;
        boolean[][] inside = new boolean[lists][0];
        for (Part part : parts) inside[part.index()] = part.inside();
        return inside;
    }

    private static void add(Map<String, List<Part>> byName, String name, Part part) {
        byName.computeIfAbsent(name, key -> new ArrayList<>()).add(part);
    }

    private static Part itemsOf(Part whole, String value) {
        int size = whole.list.size();
        boolean[] inside = new boolean[size];
        float[] grades = new float[size];
        boolean[] outcomes = new boolean[size];
        for (int i = 0; i < size; i++) {
            inside[i] = whole.list.itemSlice()[i].equals(value);
            grades[i] = inside[i] ? whole.grades[i] : 0;
            outcomes[i] = inside[i] && whole.outcomes[i];
        }
        return new Part(whole.index, whole.user, whole.list, inside, grades, outcomes);
    }
}
