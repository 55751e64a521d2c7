package dev.fairlead.experiment.assignment;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** UTF-16 code units in closed ranges, or all others. */
record CharacterSet(List<Span> spans, boolean negated) {
    static final CharacterSet DIGIT = of("09");
    static final CharacterSet WORD = of("azAZ09__");
    static final CharacterSet SPACE = of(
            "\t\r  \u00a0\u00a0\u1680\u1680\u2000\u200a\u2028\u2029\u202f\u202f\u205f\u205f\u3000\u3000\ufeff\ufeff");
    static final CharacterSet LINE_END = of("\n\n\r\r\u2028\u2029");

    record Span(char first, char last) {}

    CharacterSet {
        spans = List.copyOf(spans);
    }

    /** Pairs of the first and the last of a range. */
    static CharacterSet of(String pairs) {
        return new CharacterSet(
                Stream.iterate(0, i -> i < pairs.length(), i -> i + 2)
                        .map(i -> new Span(pairs.charAt(i), pairs.charAt(i + 1)))
                        .toList(),
                false);
    }

    static CharacterSet of(char c) {
        return new CharacterSet(List.of(new Span(c, c)), false);
    }

    CharacterSet others() {
        return new CharacterSet(spans, !negated);
    }

    /** What is in it, also if it is negated, as ranges. */
    List<Span> listed() {
        if (!negated) {
            return spans;
        }
        var sorted = spans.stream()
                .sorted((a, b) -> Character.compare(a.first, b.first))
                .toList();
        var gaps = new ArrayList<Span>();
        int from = 0;
        for (Span span : sorted) {
            if (span.first > from) {
                gaps.add(new Span((char) from, (char) (span.first - 1)));
            }
            from = Math.max(from, span.last + 1);
        }
        if (from <= Character.MAX_VALUE) {
            gaps.add(new Span((char) from, Character.MAX_VALUE));
        }
        return gaps;
    }

    boolean contains(char c, boolean anyCase) {
        return negated
                != (listed(c)
                        || anyCase
                                && (listed(folded(c, Character.toUpperCase(c)))
                                        || listed(folded(c, Character.toLowerCase(c)))));
    }

    /** JavaScript never folds a character beyond ASCII to one of ASCII. */
    private static char folded(char c, char other) {
        return c >= 128 && other < 128 ? c : other;
    }

    private boolean listed(char c) {
        for (int i = 0; i < spans.size(); i++) {
            Span span = spans.get(i);
            if (c >= span.first && c <= span.last) {
                return true;
            }
        }
        return false;
    }
}
