package dev.fairlead.retrieval;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/** Tells a user's first touch of an item from later ones: a few people who come back again and again are not many people. */
final class FirstTouches {
    /** Items of a user that are remembered; one that was pushed out counts as new again. */
    private static final int REMEMBERED = 200;

    private final Map<String, Deque<String>> histories = new HashMap<>();

    /** Whether the item is not among the last ones of the user; from now on it is. */
    boolean isFirst(String user, String item) {
        Deque<String> history = histories.computeIfAbsent(user, _ -> new ArrayDeque<>());
        boolean first = !history.removeFirstOccurrence(item);
        history.addFirst(item);
        if (history.size() > REMEMBERED) {
            history.removeLast();
        }
        return first;
    }
}
