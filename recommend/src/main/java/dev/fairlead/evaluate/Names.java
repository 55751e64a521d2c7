package dev.fairlead.evaluate;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Texts as dense numbers: {@code ids[l][i]} is the number of item i of list l, −1 for empty text. */
record Names(int[][] ids, int distinct) {
    static final int NONE = -1;

    static Names of(List<JudgedList> lists, Function<JudgedList, List<String>> texts) {
        Map<String, Integer> numbers = new HashMap<>();
        int[][] ids = new int[lists.size()][];
        for (int l = 0; l < ids.length; l++) {
            ids[l] = texts.apply(lists.get(l)).stream()
                    .mapToInt(text -> text.isEmpty() ? NONE : numbers.computeIfAbsent(text, t -> numbers.size()))
                    .toArray();
        }
        return new Names(ids, numbers.size());
    }
}
