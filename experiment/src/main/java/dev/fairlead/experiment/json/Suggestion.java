package dev.fairlead.experiment.json;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** The known name that a mistaken one was probably meant to be. */
public final class Suggestion {
    private Suggestion() {}

    /** {@code "; did you mean 'price'?"} for the closest name, or {@code "; known: a, b"} when none is close. */
    public static String of(String mistaken, Collection<String> known) {
        return closest(mistaken, known)
                .map(name -> "; did you mean '" + name + "'?")
                .orElse(known.isEmpty() ? "; there is none to choose from" : "; known: " + String.join(", ", known));
    }

    /** The closest name, if at most a third of its letters must be edited; a name is not close to itself. */
    public static Optional<String> closest(String mistaken, Collection<String> known) {
        return known.stream()
                .filter(name -> isClose(mistaken, name))
                .min(Comparator.comparingInt(name -> distance(mistaken, name)));
    }

    /** Whether one is probably the other, misspelt. */
    public static boolean isClose(String mistaken, String name) {
        return !mistaken.equals(name) && distance(mistaken, name) <= Math.max(1, name.length() / 3);
    }

    /**
     * Edits, without regard to case: letters put in, left out, replaced, or swapped with the next (Levenshtein 1966, Damerau 1964;
     * no letter is edited twice).
     */
    static int distance(String from, String to) {
        var edits = new int[from.length() + 1][to.length() + 1];
        for (int i = 0; i <= from.length(); i++) {
            for (int j = 0; j <= to.length(); j++) {
                edits[i][j] = i == 0 || j == 0 ? i + j : least(edits, from, to, i, j);
            }
        }
        return edits[from.length()][to.length()];
    }

    private static int least(int[][] edits, String from, String to, int i, int j) {
        int replaced = edits[i - 1][j - 1] + (same(from.charAt(i - 1), to.charAt(j - 1)) ? 0 : 1);
        int least = Math.min(replaced, 1 + Math.min(edits[i - 1][j], edits[i][j - 1]));
        boolean swapped = i > 1
                && j > 1
                && same(from.charAt(i - 1), to.charAt(j - 2))
                && same(from.charAt(i - 2), to.charAt(j - 1));
        return swapped ? Math.min(least, 1 + edits[i - 2][j - 2]) : least;
    }

    private static boolean same(char a, char b) {
        return Character.toLowerCase(a) == Character.toLowerCase(b);
    }
}
