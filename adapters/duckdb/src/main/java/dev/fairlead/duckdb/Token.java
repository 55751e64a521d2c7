package dev.fairlead.duckdb;

import java.util.ArrayList;
import java.util.List;

/** A word of a mapping. Quotes hold together what has spaces: {@code column:"Customer ID"}. @param quoted whether it begins with a quote */
record Token(String text, boolean quoted) {
    /** @throws TableException if a quote is not closed */
    static List<Token> of(String key, String text) {
        List<Token> tokens = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        boolean begun = false;
        boolean quoted = false;
        boolean inside = false;
        for (int i = 0; i <= text.length(); i++) {
            char c = i < text.length() ? text.charAt(i) : ' ';
            if (c == '"') {
                quoted |= !begun;
                begun = true;
                inside = !inside;
            } else if (i == text.length() || (Character.isWhitespace(c) && !inside)) {
                if (begun) {
                    tokens.add(new Token(word.toString(), quoted));
                }
                word.setLength(0);
                begun = false;
                quoted = false;
            } else {
                begun = true;
                word.append(c);
            }
        }
        if (inside) {
            throw new TableException("'" + key + "': a quote is not closed in: " + text);
        }
        return tokens;
    }
}
