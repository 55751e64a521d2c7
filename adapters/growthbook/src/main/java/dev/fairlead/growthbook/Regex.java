package dev.fairlead.growthbook;

import com.google.re2j.Pattern;

/**
 * A regular expression of JavaScript, without flags or with {@code i}, run by RE2: time grows with text times expression, and
 * nothing backtracks. A character beyond U+FFFF is one character, as with JavaScript's flag {@code u}.
 */
final class Regex {
    private final Pattern pattern;

    private Regex(Pattern pattern) {
        this.pattern = pattern;
    }

    /**
     * @throws IllegalArgumentException if it is wrong or too large, or asks for what such a machine cannot do: to look ahead or
     *     behind, or to refer back to a group
     */
    static Regex compile(String expression, boolean anyCase) {
        return new Regex(
                Pattern.compile(new RegexTranslator(expression, anyCase).re2(), Pattern.DISABLE_UNICODE_GROUPS));
    }

    boolean finds(String text) {
        return pattern.matcher(text).find();
    }
}
