package dev.fairlead.experiment.assignment;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads JavaScript's regular expressions (ECMA-262, "Patterns" with annex B, without the flag {@code u}). */
final class RegexParser {
    private static final int DEEPEST = 200;
    private static final int MOST_TIMES = 10_000;
    private static final Pattern COUNT = Pattern.compile("\\{([0-9]{1,9})(,?)([0-9]{0,9})}");
    private static final Pattern GROUP_NAME = Pattern.compile("<[\\p{L}$_][\\p{L}\\p{N}$_]*+>");

    private final String text;
    private int at;
    private int depth;

    RegexParser(String text) {
        this.text = text;
    }

    RegexNode whole() {
        RegexNode node = choice();
        Check.that(at == text.length(), "a ) closes nothing at character " + at);
        return node;
    }

    private RegexNode choice() {
        Check.that(++depth <= DEEPEST, "groups nest deeper than " + DEEPEST);
        List<RegexNode> options = new ArrayList<>();
        do {
            options.add(sequence());
        } while (skip("|"));
        depth--;
        return options.size() == 1 ? options.getFirst() : new RegexNode.Choice(options);
    }

    private RegexNode sequence() {
        List<RegexNode> parts = new ArrayList<>();
        while (at < text.length() && text.charAt(at) != '|' && text.charAt(at) != ')') {
            parts.add(quantified(atom()));
        }
        return parts.size() == 1 ? parts.getFirst() : new RegexNode.Sequence(parts);
    }

    private RegexNode quantified(RegexNode atom) {
        RegexNode result = quantifier(atom).orElse(atom);
        if (result != atom) {
            Check.that(!(atom instanceof RegexNode.Anchor), "an anchor is repeated before character " + at);
            skip("?");
        }
        return result;
    }

    private Optional<RegexNode> quantifier(RegexNode atom) {
        if (skip("*")) {
            return Optional.of(new RegexNode.Repeat(atom, 0, RegexNode.Repeat.NO_LIMIT));
        }
        if (skip("+")) {
            return Optional.of(new RegexNode.Repeat(atom, 1, RegexNode.Repeat.NO_LIMIT));
        }
        if (skip("?")) {
            return Optional.of(new RegexNode.Repeat(atom, 0, 1));
        }
        Matcher count = here(COUNT);
        if (!count.lookingAt()) {
            return Optional.empty();
        }
        at = count.end();
        int least = Integer.parseInt(count.group(1));
        boolean open = count.group(3).isEmpty();
        int most =
                open ? count.group(2).isEmpty() ? least : RegexNode.Repeat.NO_LIMIT : Integer.parseInt(count.group(3));
        Check.that(least <= most, "a count ends below its start before character " + at);
        Check.that(least <= MOST_TIMES && (most <= MOST_TIMES || open), "it repeats too much");
        return Optional.of(new RegexNode.Repeat(atom, least, most));
    }

    private RegexNode atom() {
        Check.that(
                !here(COUNT).lookingAt() && "*+?".indexOf(text.charAt(at)) < 0, "nothing to repeat at character " + at);
        char c = text.charAt(at++);
        return switch (c) {
            case '^' -> RegexNode.Anchor.START;
            case '$' -> RegexNode.Anchor.END;
            case '.' -> new RegexNode.One(CharacterSet.LINE_END.others());
            case '(' -> group();
            case '[' -> new RegexNode.One(set());
            case '\\' -> escape();
            default -> new RegexNode.One(CharacterSet.of(c));
        };
    }

    private RegexNode group() {
        RegexNode group;
        if (skip("?=")) {
            group = new RegexNode.Look(choice(), false, false);
        } else if (skip("?!")) {
            group = new RegexNode.Look(choice(), false, true);
        } else if (skip("?<=")) {
            group = new RegexNode.Look(choice(), true, false);
        } else if (skip("?<!")) {
            group = new RegexNode.Look(choice(), true, true);
        } else {
            if (!skip("?:") && skip("?")) {
                Matcher name = here(GROUP_NAME);
                Check.that(name.lookingAt(), "a group of no known kind at character " + at);
                at = name.end();
            }
            group = new RegexNode.Sequence(List.of(choice()));
        }
        Check.that(skip(")"), "a group is not closed");
        return group;
    }

    private RegexNode escape() {
        if (skip("b")) {
            return RegexNode.Anchor.WORD_BOUNDARY;
        }
        if (skip("B")) {
            return RegexNode.Anchor.NO_WORD_BOUNDARY;
        }
        boolean back =
                at < text.length() && (text.charAt(at) == 'k' || text.charAt(at) >= '1' && text.charAt(at) <= '9');
        Check.that(!back, "it refers back to a group, which is not supported, at character " + at);
        return new RegexNode.One(escaped());
    }

    private CharacterSet escaped() {
        Check.that(at < text.length(), "it ends with a backslash");
        char c = text.charAt(at++);
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
            case 'x' -> code(c, 2);
            case 'u' -> code(c, 4);
            default -> CharacterSet.of(c);
        };
    }

    /** A character by its number in hexadecimal digits; without them, the letter. */
    private CharacterSet code(char letter, int digits) {
        int code = 0;
        for (int i = at; i < at + digits; i++) {
            int digit = i < text.length() ? Character.digit(text.charAt(i), 16) : -1;
            if (digit < 0) {
                return CharacterSet.of(letter);
            }
            code = code * 16 + digit;
        }
        at += digits;
        return CharacterSet.of((char) code);
    }

    private CharacterSet set() {
        boolean negated = skip("^");
        List<CharacterSet.Span> spans = new ArrayList<>();
        while (!skip("]")) {
            CharacterSet first = member();
            if (text.startsWith("-", at) && !text.startsWith("-]", at)) {
                at++;
                span(first, member(), spans);
            } else {
                spans.addAll(first.listed());
            }
        }
        return new CharacterSet(spans, negated);
    }

    private void span(CharacterSet first, CharacterSet last, List<CharacterSet.Span> spans) {
        if (single(first) && single(last)) {
            char from = first.spans().getFirst().first();
            char to = last.spans().getFirst().first();
            Check.that(from <= to, "a range ends below its start before character " + at);
            spans.add(new CharacterSet.Span(from, to));
        } else {
            spans.addAll(first.listed());
            spans.addAll(last.listed());
            spans.add(new CharacterSet.Span('-', '-'));
        }
    }

    private static boolean single(CharacterSet set) {
        return !set.negated()
                && set.spans().size() == 1
                && set.spans().getFirst().first() == set.spans().getFirst().last();
    }

    private CharacterSet member() {
        Check.that(at < text.length(), "a set of characters is not closed");
        return skip("\\") ? escaped() : CharacterSet.of(text.charAt(at++));
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
