package dev.fairlead.events;

import java.util.Collection;
import java.util.Comparator;

/** Says which known name a mistaken one was probably meant to be. */
public final class Suggestion {
    private Suggestion() {}

    /** {@code "; did you mean 'time'?"} for the closest name, or {@code "; known: a, b"} when none is close. */
    public static String of(String mistaken, Collection<String> known) {
        return known.stream()
                .filter(name -> isClose(mistaken, name))
                .min(Comparator.comparingInt(name -> distance(mistaken, name)))
                .map(name -> "; did you mean '" + name + "'?")
                .orElse("; known: " + String.join(", ", known));
    }

    /** Whether one is probably the other, misspelt: at most a third of its letters differ. */
    static boolean isClose(String mistaken, String name) {
        return !mistaken.equals(name) && distance(mistaken, name) <= Math.max(1, name.length() / 3);
    }

    /** Levenshtein distance: single-character edits between {@code a} and {@code b}. */
    static int distance(String a, String b) {
        int[] previous = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] row = new int[b.length() + 1];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int substitution = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(substitution, Math.min(previous[j], row[j - 1]) + 1);
            }
            previous = row;
        }
        return previous[b.length()];
    }
}
