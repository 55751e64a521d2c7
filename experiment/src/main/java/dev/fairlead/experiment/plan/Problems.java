package dev.fairlead.experiment.plan;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/**
 * Collects what is wrong. What could not be read is replaced by a stand-in, so that reading goes on; no rule is held
 * against a stand-in, nor against the whole that has one.
 */
final class Problems {
    private final List<Problem> problems = new ArrayList<>();
    private final List<String> unread = new ArrayList<>();

    /** A value that is not there or of the wrong type. */
    void unreadable(String path, String sentence) {
        if (unread.stream().noneMatch(other -> holds(other, path))) {
            problems.add(new Problem(path, sentence));
            unread.add(path);
        }
    }

    /** A value that is missing because its name is misspelt, which is reported at the wrong name. */
    void misspelt(String path) {
        unread.add(path);
    }

    /** A key that nothing reads. */
    void unknown(String path, String sentence) {
        problems.add(new Problem(path, sentence));
    }

    /** A rule about a value that was read. */
    void require(boolean rule, String path, String sentence) {
        if (!rule && unread.stream().noneMatch(other -> holds(other, path) || holds(path, other))) {
            problems.add(new Problem(path, sentence));
        }
    }

    void text(String path, String text) {
        require(!text.isBlank(), path, "must not be empty");
    }

    /** Texts that are not empty, each there once; what is at {@code key} in each element of the list at {@code path}. */
    void distinct(String path, List<String> texts, String key) {
        var seen = new HashSet<String>();
        for (int i = 0; i < texts.size(); i++) {
            String at = path + "[" + i + "]" + key;
            text(at, texts.get(i));
            require(seen.add(texts.get(i)), at, "\"" + texts.get(i) + "\" is there twice");
        }
    }

    void refuse() {
        if (!problems.isEmpty()) {
            throw new PlanException(problems);
        }
    }

    /** Whether the value at one path is, or is part of, the value at the other. */
    private static boolean holds(String whole, String part) {
        return part.startsWith(whole)
                && (whole.isEmpty()
                        || part.length() == whole.length()
                        || ".[".indexOf(part.charAt(whole.length())) >= 0);
    }
}
