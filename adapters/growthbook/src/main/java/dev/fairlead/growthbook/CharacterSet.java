package dev.fairlead.growthbook;

import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;

/** A set of characters, by code point. */
final class CharacterSet {
    private static final int CODE_POINTS = Character.MAX_CODE_POINT + 1;
    private static final int ASCII = 128;

    /** All letters that have another case. */
    private static final int[] CASED = IntStream.range(0, CODE_POINTS)
            .filter(c -> Character.toUpperCase(c) != c || Character.toLowerCase(c) != c)
            .toArray();

    static final CharacterSet DIGIT = of("09");
    static final CharacterSet WORD = of("azAZ09__");
    static final CharacterSet SPACE = of(
            "\t\r  \u00a0\u00a0\u1680\u1680\u2000\u200a\u2028\u2029\u202f\u202f\u205f\u205f\u3000\u3000\ufeff\ufeff");
    static final CharacterSet LINE_END = of("\n\n\r\r\u2028\u2029");

    private final BitSet members;

    private CharacterSet(BitSet members) {
        this.members = members;
    }

    /** Pairs of the first and the last of a range. */
    private static CharacterSet of(String pairs) {
        var members = new BitSet();
        for (int i = 0; i < pairs.length(); i += 2) {
            members.set(pairs.charAt(i), pairs.charAt(i + 1) + 1);
        }
        return new CharacterSet(members);
    }

    static CharacterSet of(int character) {
        return of(character, character);
    }

    /** From the first to the last, both included. */
    static CharacterSet of(int first, int last) {
        var members = new BitSet();
        members.set(first, last + 1);
        return new CharacterSet(members);
    }

    static CharacterSet union(List<CharacterSet> sets) {
        var members = new BitSet();
        sets.forEach(set -> members.or(set.members));
        return new CharacterSet(members);
    }

    CharacterSet others() {
        BitSet others = (BitSet) members.clone();
        others.flip(0, CODE_POINTS);
        return new CharacterSet(others);
    }

    /** The set with the other case of its letters. JavaScript never folds a character beyond ASCII to one of ASCII. */
    CharacterSet anyCase() {
        BitSet all = (BitSet) members.clone();
        for (int c : CASED) {
            if (members.get(c)) {
                all.set(folded(c, Character.toUpperCase(c)));
                all.set(folded(c, Character.toLowerCase(c)));
            }
        }
        return new CharacterSet(all);
    }

    private static int folded(int c, int other) {
        return c >= ASCII && other < ASCII ? c : other;
    }

    boolean contains(int character) {
        return members.get(character);
    }

    boolean isSingle() {
        return members.cardinality() == 1;
    }

    /** The least member. */
    int first() {
        return members.nextSetBit(0);
    }

    /** As a class of RE2's syntax. */
    String re2() {
        if (members.isEmpty()) {
            return "[^\\x{0}-\\x{10ffff}]";
        }
        var text = new StringBuilder("[");
        int last;
        for (int first = first(); first >= 0; first = members.nextSetBit(last)) {
            last = members.nextClearBit(first);
            text.append("\\x{%x}-\\x{%x}".formatted(first, last - 1));
        }
        return text.append(']').toString();
    }
}
