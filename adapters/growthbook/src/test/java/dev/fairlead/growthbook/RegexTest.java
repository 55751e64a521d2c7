package dev.fairlead.growthbook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class RegexTest {
    private static boolean finds(String expression, String text) {
        return Regex.compile(expression, false).finds(text);
    }

    /** Java's own expressions mean the same where the syntax is common. */
    @Test
    void randomExpressionsFindWhatJavaFinds() {
        var random = new Random(3);
        int found = 0;
        for (int i = 0; i < 20_000; i++) {
            String expression = choice(random, 3);
            String text = random.ints(random.nextInt(8), 0, 4)
                    .collect(StringBuilder::new, (all, c) -> all.append("abA-".charAt(c)), StringBuilder::append)
                    .toString();
            boolean anyCase = random.nextBoolean();
            boolean expected = Pattern.compile(expression, anyCase ? Pattern.CASE_INSENSITIVE : 0)
                    .matcher(text)
                    .find();
            boolean actual = Regex.compile(expression, anyCase).finds(text);
            assertEquals(expected, actual, expression + " in \"" + text + "\"");
            found += actual ? 1 : 0;
        }
        assertTrue(found > 4_000 && found < 16_000, "" + found);
    }

    private static String choice(Random random, int depth) {
        String first = sequence(random, depth);
        return random.nextInt(4) == 0 ? first + "|" + sequence(random, depth) : first;
    }

    private static String sequence(Random random, int depth) {
        var sequence = new StringBuilder();
        for (int i = 1 + random.nextInt(3); i > 0; i--) {
            sequence.append(quantified(random, depth));
        }
        return sequence.toString();
    }

    private static String quantified(Random random, int depth) {
        List<String> anchors = List.of("^", "$", "\\b", "\\B");
        if (random.nextInt(8) == 0) {
            return anchors.get(random.nextInt(4));
        }
        List<String> quantifiers =
                List.of("", "", "", "*", "+", "?", "{2}", "{1,}", "{0,2}", "*?", "+?", "??", "{1,2}?");
        String atom = atom(random, depth);
        String quantifier = quantifiers.get(random.nextInt(quantifiers.size()));
        // Java ends a counted group at a turn that reads nothing, though JavaScript must take the rest of its turns.
        return atom.endsWith(")") && quantifier.equals("{2}") ? atom : atom + quantifier;
    }

    private static String atom(Random random, int depth) {
        List<String> groups = List.of("(", "(?:", "(?<name>");
        if (depth > 0 && random.nextInt(4) == 0) {
            int kind = random.nextInt(groups.size());
            // Java needs names that differ.
            String inside = choice(random, kind == 2 ? 0 : depth - 1);
            return groups.get(kind).replace("name", "n" + Math.abs(random.nextLong())) + inside + ")";
        }
        List<String> sets = List.of("a", "b", "A", "-", ".", "\\w", "\\W", "[ab]", "[^a]", "[a-b-]", "[^\\w]", "\\-");
        return sets.get(random.nextInt(sets.size()));
    }

    @Test
    void whatBacktracksForEverElsewhereEndsHere() {
        String many = "a".repeat(5_000);
        assertFalse(finds("^(a+)+$", many + "!"));
        assertFalse(finds("^(a|aa)+$", many + "!"));
        assertFalse(finds("(.*a){12}b", many));
        assertFalse(finds("(?:a*|b*)".repeat(100) + "x", ""));
        assertTrue(finds("^(a|b)*$", "ab".repeat(50_000)));
    }

    @Test
    void javaScriptIsMeant() {
        assertFalse(finds("a$", "a\n"));
        assertTrue(finds("^a{,2}$", "a{,2}"));
        assertTrue(finds("x{", "x{"));
        assertTrue(finds("[^]", "\n"));
        assertFalse(finds("[]", "a"));
        assertTrue(finds("^[[a]$", "["));
        assertTrue(finds("^[\\w-.]$", "-"));
        assertTrue(finds("^\\x41\\u0042\\A$", "ABA"));
        assertTrue(finds("^\\x4$", "x4"));
        assertTrue(finds("^.$", "\u0085"));
        assertTrue(finds("^.[😀]\\ud83d\\ude00\\u{2}$", "😀😀😀uu"));
        assertTrue(finds("\\s", "\ufeff"));
        assertFalse(finds("^\\w$", "é"));
        assertTrue(Regex.compile("É", true).finds("é"));
        assertFalse(Regex.compile("k", true).finds("\u212a"));
        assertTrue(Regex.compile("[^a]", true).finds("Ab"));
        assertFalse(Regex.compile("[^a]", true).finds("A"));
    }

    @Test
    void wrongOnesAreRefused() {
        for (String wrong : List.of(
                "/???***[)",
                "(",
                ")",
                "[a",
                "*",
                "a**",
                "a++",
                "{2}",
                "\\",
                "[b-a]",
                "a{2,1}",
                "(?i)a",
                "(?",
                "(a)\\1",
                "^*",
                "(?=a)",
                "(?!a)b",
                "(?<=a)b",
                "(?<!a)b",
                "a{1001}",
                "(?:a{100}){101}",
                "\\b+",
                "(?:(?:(?:a{999}){999}){999})",
                "(?:(?:(?:){9999}){9999}){9999}",
                "(".repeat(9_999))) {
            assertThrows(IllegalArgumentException.class, () -> Regex.compile(wrong, false), wrong);
        }
    }
}
