package dev.fairlead.experiment.plan;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** The name that was probably meant. */
public final class Suggestion {
    private Suggestion() {}

    /** {@code ; did you mean "margin"?}, or what there is. */
    public static String of(String wrong, Collection<String> known) {
        return closest(wrong, known)
                .map(name -> "; did you mean \"" + name + "\"?")
                .orElse(known.isEmpty() ? "; there is none to choose from" : "; there are " + String.join(", ", known));
    }

    /** The closest name, if at most a third of its letters must be edited. */
    static Optional<String> closest(String wrong, Collection<String> known) {
        return known.stream()
                .filter(name -> distance(wrong, name) <= Math.max(1, name.length() / 3))
                .min(Comparator.comparingInt(name -> distance(wrong, name)));
    }

    /** Edits, without regard to case: letters put in, left out, replaced, or swapped with the next (Damerau 1964). */
    private static int distance(String from, String to) {
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
