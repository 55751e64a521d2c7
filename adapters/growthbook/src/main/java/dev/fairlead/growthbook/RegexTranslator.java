package dev.fairlead.growthbook;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Writes JavaScript's regular expressions (ECMA-262, "Patterns" with annex B, without the flag {@code u}) in RE2's syntax, which
 * looks alike but means other things by some of it. It also limits their size, which RE2 does not: it writes counted
 * repetitions out.
 */
final class RegexTranslator {
    private static final int DEEPEST = 200;
    private static final int LARGEST = 10_000;

    /** RE2's own limit of a count. */
    private static final int MOST_TIMES = 1_000;

    private static final Pattern COUNT = Pattern.compile("\\{([0-9]{1,9})(,?)([0-9]{0,9})}");
    private static final Pattern QUANTIFIER = Pattern.compile("[*+?]|" + COUNT);
    private static final Pattern GROUP_NAME = Pattern.compile("<[\\p{L}$_][\\p{L}\\p{N}$_]*+>");
    private static final Pattern LOOK = Pattern.compile("\\?<?[=!]");

    private final String text;
    private final boolean anyCase;
    private int at;
    private int depth;

    RegexTranslator(String text, boolean anyCase) {
        this.text = text;
        this.anyCase = anyCase;
    }

    /**
     * A part of the expression.
     *
     * @param size about how many instructions it becomes
     */
    private record Part(String re2, int size) {
        Part {
            Check.that(size <= LARGEST, "it repeats too much");
        }
    }

    /** @throws IllegalArgumentException if it is no expression, too large, or none that RE2 can run */
    String re2() {
        Part whole = choice();
        Check.that(at == text.length(), "a ) closes nothing at character " + at);
        return whole.re2();
    }

    private Part choice() {
        Check.that(++depth <= DEEPEST, "groups nest deeper than " + DEEPEST);
        Part choice = sequence();
        while (skip("|")) {
            Part other = sequence();
            choice = new Part(choice.re2() + "|" + other.re2(), choice.size() + other.size() + 1);
        }
        depth--;
        return choice;
    }

    private Part sequence() {
        var re2 = new StringBuilder();
        int size = 0;
        while (at < text.length() && text.charAt(at) != '|' && text.charAt(at) != ')') {
            Part part = part();
            re2.append(part.re2());
            size = new Part("", size + part.size()).size();
        }
        return new Part(re2.toString(), size);
    }

    private Part part() {
        Check.that(!here(QUANTIFIER).lookingAt(), "nothing to repeat at character " + at);
        String anchor = anchor();
        if (anchor.isEmpty()) {
            return quantified(atom());
        }
        Check.that(!here(QUANTIFIER).lookingAt(), "an anchor is repeated at character " + at);
        return new Part(anchor, 1);
    }

    /** What holds at a place between characters; "" if here is something else. */
    private String anchor() {
        return skip("^") ? "^" : skip("$") ? "\\z" : skip("\\b") ? "\\b" : skip("\\B") ? "\\B" : "";
    }

    /** The part with the quantifier that follows, if one does; whether it is greedy does not change if there is a match. */
    private Part quantified(Part part) {
        Part quantified = quantifier(part);
        if (quantified != part) {
            skip("?");
        }
        return quantified;
    }

    private Part quantifier(Part part) {
        for (String simple : List.of("*", "+", "?")) {
            if (skip(simple)) {
                return new Part(part.re2() + simple, part.size() + 1);
            }
        }
        Matcher count = here(COUNT);
        if (!count.lookingAt()) {
            return part;
        }
        at = count.end();
        int least = Integer.parseInt(count.group(1));
        boolean open = count.group(3).isEmpty();
        int most = open ? least : Integer.parseInt(count.group(3));
        Check.that(least <= most, "a count ends below its start before character " + at);
        Check.that(most <= MOST_TIMES, "it repeats too much");
        return new Part(part.re2() + count.group(), (part.size() + 1) * (most + 1));
    }

    private Part atom() {
        int c = character();
        return switch (c) {
            case '.' -> one(CharacterSet.LINE_END.others());
            case '(' -> group();
            case '[' -> one(set());
            case '\\' -> one(escape());
            default -> one(CharacterSet.of(c));
        };
    }

    private Part one(CharacterSet set) {
        return new Part((anyCase ? set.anyCase() : set).re2(), 1);
    }

    private Part group() {
        Check.that(!here(LOOK).lookingAt(), "it looks ahead or behind, which is not supported, at character " + at);
        if (!skip("?:") && skip("?")) {
            Matcher name = here(GROUP_NAME);
            Check.that(name.lookingAt(), "a group of no known kind at character " + at);
            at = name.end();
        }
        Part inside = choice();
        Check.that(skip(")"), "a group is not closed");
        return new Part("(?:" + inside.re2() + ")", inside.size() + 1);
    }

    private CharacterSet escape() {
        boolean back =
                at < text.length() && (text.charAt(at) == 'k' || text.charAt(at) >= '1' && text.charAt(at) <= '9');
        Check.that(!back, "it refers back to a group, which is not supported, at character " + at);
        return escaped();
    }

    private CharacterSet escaped() {
        Check.that(at < text.length(), "it ends with a backslash");
        int c = character();
        return switch (c) {
            case 'd' -> CharacterSet.DIGIT;
            case 'D' -> CharacterSet.DIGIT.others();
            case 'w' -> CharacterSet.WORD;
            case 'W' -> CharacterSet.WORD.others();
            case 's' -> CharacterSet.SPACE;
            case 'S' -> CharacterSet.SPACE.others();
            case 'b' -> CharacterSet.of('\b');
            case 'f' -> CharacterSet.of('\f');
            case 'n' -> CharacterSet.of('\n');
            case 'r' -> CharacterSet.of('\r');
            case 't' -> CharacterSet.of('\t');
            case 'v' -> CharacterSet.of('\u000b');
            case '0' -> CharacterSet.of('\0');
            case 'x' -> CharacterSet.of(code(2).orElse('x'));
            case 'u' -> CharacterSet.of(unicode());
            default -> CharacterSet.of(c);
        };
    }

    /** A character by its number, or by the two numbers of its surrogates. */
    private int unicode() {
        int first = code(4).orElse('u');
        int after = at;
        if (Character.isSurrogate((char) first) && skip("\\u")) {
            int second = code(4).orElse('u');
            if (Character.isSurrogatePair((char) first, (char) second)) {
                return Character.toCodePoint((char) first, (char) second);
            }
            at = after;
        }
        return first;
    }

    /** A number in hexadecimal digits; empty, and nothing is read, if they are not all there. */
    private OptionalInt code(int digits) {
        int code = 0;
        for (int i = at; i < at + digits; i++) {
            int digit = i < text.length() ? Character.digit(text.charAt(i), 16) : -1;
            if (digit < 0) {
                return OptionalInt.empty();
            }
            code = code * 16 + digit;
        }
        at += digits;
        return OptionalInt.of(code);
    }

    private CharacterSet set() {
        boolean negated = skip("^");
        List<CharacterSet> parts = new ArrayList<>();
        while (!skip("]")) {
            CharacterSet first = member();
            if (text.startsWith("-", at) && !text.startsWith("-]", at)) {
                at++;
                parts.add(range(first, member()));
            } else {
                parts.add(first);
            }
        }
        CharacterSet set = CharacterSet.union(parts);
        // Of a negated set, both cases are out.
        return negated ? (anyCase ? set.anyCase() : set).others() : set;
    }

    private CharacterSet range(CharacterSet first, CharacterSet last) {
        if (!first.isSingle() || !last.isSingle()) {
            return CharacterSet.union(List.of(first, CharacterSet.of('-'), last));
        }
        Check.that(first.first() <= last.first(), "a range ends below its start before character " + at);
        return CharacterSet.of(first.first(), last.first());
    }

    private CharacterSet member() {
        Check.that(at < text.length(), "a set of characters is not closed");
        return skip("\\") ? escaped() : CharacterSet.of(character());
    }

    private int character() {
        int character = text.codePointAt(at);
        at += Character.charCount(character);
        return character;
    }

    private Matcher here(Pattern pattern) {
        return pattern.matcher(text).region(at, text.length());
    }

    private boolean skip(String expected) {
        if (text.startsWith(expected, at)) {
            at += expected.length();
            return true;
        }
        return false;
    }
}
