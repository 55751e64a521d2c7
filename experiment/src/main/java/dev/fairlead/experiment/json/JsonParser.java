package dev.fairlead.experiment.json;

import java.util.ArrayList;
import java.util.LinkedHashMap;

/** Reads a text from left to right. */
final class JsonParser {
    static final int DEEPEST = 512;

    private final String text;
    private int at;
    private int depth;

    JsonParser(String text) {
        this.text = text;
    }

    Json whole() {
        Json value = value();
        skipSpace();
        if (at < text.length()) {
            throw wrong("the text goes on after its value");
        }
        return value;
    }

    private Json value() {
        skipSpace();
        return switch (peek()) {
            case '{' -> object();
            case '[' -> array();
            case '"' -> new Json.Str(string());
            case 't' -> word("true", new Json.Bool(true));
            case 'f' -> word("false", new Json.Bool(false));
            case 'n' -> word("null", Json.NULL);
            default -> number();
        };
    }

    private Json object() {
        deeper();
        at++;
        var members = new LinkedHashMap<String, Json>();
        skipSpace();
        while (peek() != '}') {
            if (!members.isEmpty()) {
                expect(',');
                skipSpace();
            }
            if (peek() != '"') {
                throw wrong("a name in double quotes was expected");
            }
            int place = at;
            String name = string();
            skipSpace();
            expect(':');
            if (members.put(name, value()) != null) {
                at = place;
                throw wrong("the name \"" + name + "\" is there twice");
            }
            skipSpace();
        }
        at++;
        depth--;
        return new Json.Obj(members);
    }

    private Json array() {
        deeper();
        at++;
        var elements = new ArrayList<Json>();
        skipSpace();
        while (peek() != ']') {
            if (!elements.isEmpty()) {
                expect(',');
            }
            elements.add(value());
            skipSpace();
        }
        at++;
        depth--;
        return new Json.Arr(elements);
    }

    private void deeper() {
        if (++depth > DEEPEST) {
            throw wrong("values nest deeper than " + DEEPEST);
        }
    }

    private String string() {
        var string = new StringBuilder();
        at++;
        while (peek() != '"') {
            char c = text.charAt(at++);
            if (c < ' ') {
                at--;
                throw wrong("a control character in a string must be escaped");
            }
            string.append(c == '\\' ? escaped() : c);
        }
        at++;
        return string.toString();
    }

    private char escaped() {
        char c = peek();
        at++;
        return switch (c) {
            case '"', '\\', '/' -> c;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> codeUnit();
            default -> {
                at--;
                throw wrong("there is no escape \\" + c);
            }
        };
    }

    private char codeUnit() {
        int unit = 0;
        for (int i = 0; i < 4; i++) {
            int digit = Character.digit(peek(), 16);
            if (digit < 0) {
                throw wrong("\\u needs four hexadecimal digits");
            }
            unit = unit * 16 + digit;
            at++;
        }
        return (char) unit;
    }

    private Json word(String word, Json value) {
        if (!text.startsWith(word, at)) {
            throw wrong("a value was expected");
        }
        at += word.length();
        return value;
    }

    private Json number() {
        int from = at;
        skip('-');
        if (!skip('0')) {
            digits();
        }
        if (skip('.')) {
            digits();
        }
        if (skip('e') || skip('E')) {
            if (!skip('+')) {
                skip('-');
            }
            digits();
        }
        double value = Double.parseDouble(text.substring(from, at));
        if (Double.isInfinite(value)) {
            at = from;
            throw wrong("the number is too large");
        }
        return new Json.Num(value);
    }

    private void digits() {
        int from = at;
        while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            at++;
        }
        if (at == from) {
            throw wrong("a value was expected");
        }
    }

    private boolean skip(char c) {
        if (at < text.length() && text.charAt(at) == c) {
            at++;
            return true;
        }
        return false;
    }

    private void expect(char c) {
        if (peek() != c) {
            throw wrong("'" + c + "' was expected");
        }
        at++;
    }

    private char peek() {
        if (at >= text.length()) {
            throw wrong("the text ends too early");
        }
        return text.charAt(at);
    }

    private void skipSpace() {
        while (at < text.length() && " \t\n\r".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }

    private JsonException wrong(String what) {
        int line = 1;
        int lineStart = 0;
        for (int i = 0; i < Math.min(at, text.length()); i++) {
            if (text.charAt(i) == '\n') {
                line++;
                lineStart = i + 1;
            }
        }
        return new JsonException("line " + line + ", column " + (at - lineStart + 1) + ": " + what);
    }
}
