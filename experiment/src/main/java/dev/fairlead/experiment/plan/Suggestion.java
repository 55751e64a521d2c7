package dev.fairlead.experiment.plan;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** The name that was probably meant. */
final class Suggestion {
    private Suggestion() {}

    /** {@code ; did you mean "margin"?}, or what there is. */
    static String of(String wrong, Collection<String> known) {
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

    /** Levenshtein's edit distance, without regard to case. */
    private static int distance(String from, String to) {
        var row = new int[to.length() + 1];
        for (int j = 0; j <= to.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                int replaced = diagonal + (same(from.charAt(i - 1), to.charAt(j - 1)) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[to.length()];
    }

    private static boolean same(char a, char b) {
        return Character.toLowerCase(a) == Character.toLowerCase(b);
    }
}
