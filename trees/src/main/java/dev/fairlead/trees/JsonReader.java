package dev.fairlead.trees;

import java.util.LinkedHashMap;
import java.util.OptionalDouble;

/**
 * Reads a JSON text into values: RFC 8259, and the words NaN, Infinity and -Infinity, which XGBoost writes. A number with a
 * fraction or an exponent is a float, as every such number of XGBoost is, and is rounded once; an integer is exact up to
 * 2⁵³. Objects and arrays may lie {@value #DEEPEST} deep.
 */
final class JsonReader {
    static final int DEEPEST = 32;

    private final String text;
    private int next;
    private int line = 1;

    private JsonReader(String text) {
        this.text = text;
    }

    static Value read(String text) {
        var reader = new JsonReader(text);
        reader.skipBlanks();
        Place place = Place.line(reader.line);
        Value value = reader.value(place, 0);
        reader.skipBlanks();
        if (reader.next < text.length()) {
            throw reader.wrong(place, "is followed by " + reader.found());
        }
        return value;
    }

    /** A text that is one decimal number, rounded to a float; none if it is not. */
    static OptionalDouble floating(String text) {
        var reader = new JsonReader(text);
        try {
            double number = reader.decimal(Place.line(1));
            return reader.next == text.length() ? OptionalDouble.of((float) number) : OptionalDouble.empty();
        } catch (ModelFormatException notANumber) {
            return OptionalDouble.empty();
        }
    }

    private Value value(Place place, int depth) {
        return switch (peek()) {
            case '{' -> object(place, deeper(place, depth));
            case '[' -> array(place, deeper(place, depth));
            case '"' -> new Value.Text(place, string(place));
            case 'n' -> nothing(place);
            default -> new Value.Number(place, number(place));
        };
    }

    private static int deeper(Place place, int depth) {
        if (depth == DEEPEST) {
            throw place.unsupported("lies too deep", "values " + DEEPEST + " deep");
        }
        return depth + 1;
    }

    private Value object(Place place, int depth) {
        var fields = new LinkedHashMap<String, Value>();
        next++;
        skipBlanks();
        if (!takes('}')) {
            do {
                skipBlanks();
                require(place, '"');
                String name = string(place);
                skipBlanks();
                require(place, ':');
                next++;
                skipBlanks();
                if (fields.put(name, value(place.field(name, line), depth)) != null) {
                    throw wrong(place, "has the field " + Field.quote(name) + " twice");
                }
                skipBlanks();
            } while (takes(','));
            require(place, '}');
            next++;
        }
        return new Value.Entries(place, fields);
    }

    private Value array(Place place, int depth) {
        var values = new ArrayValues(place);
        next++;
        skipBlanks();
        if (!takes(']')) {
            do {
                skipBlanks();
                if ("{[\"n".indexOf(peek()) >= 0) {
                    values.add(value(place.element(values.size(), line), depth));
                } else {
                    values.add(number(place));
                }
                skipBlanks();
            } while (takes(','));
            require(place, ']');
            next++;
        }
        return values.value();
    }

    private Value nothing(Place place) {
        if (!takes("null")) {
            throw unexpected(place);
        }
        return new Value.Nothing(place);
    }

    private double number(Place place) {
        if (takes("true")) {
            return 1;
        }
        if (takes("false")) {
            return 0;
        }
        if (takes("NaN")) {
            return Double.NaN;
        }
        if (takes("Infinity")) {
            return Double.POSITIVE_INFINITY;
        }
        if (takes("-Infinity")) {
            return Double.NEGATIVE_INFINITY;
        }
        return decimal(place);
    }

    private double decimal(Place place) {
        int start = next;
        takes('-');
        int whole = digits();
        boolean integer = true;
        boolean proper = whole == 1 || whole > 1 && text.charAt(next - whole) != '0';
        if (takes('.')) {
            integer = false;
            proper &= digits() > 0;
        }
        if (takes('e') || takes('E')) {
            integer = false;
            if (!takes('+')) {
                takes('-');
            }
            proper &= digits() > 0;
        }
        if (!proper) {
            next = start;
            throw unexpected(place);
        }
        String token = text.substring(start, next);
        return integer && token.length() <= 18 ? Long.parseLong(token) : Float.parseFloat(token);
    }

    private int digits() {
        int start = next;
        while (peek() >= '0' && peek() <= '9') {
            next++;
        }
        return next - start;
    }

    /** A string, from its opening quotation mark on. */
    private String string(Place place) {
        int start = ++next;
        while (peek() != '"' && peek() != '\\') {
            requirePrintable(place);
            next++;
        }
        if (peek() == '"') {
            return text.substring(start, next++);
        }
        var string = new StringBuilder().append(text, start, next);
        while (peek() != '"') {
            requirePrintable(place);
            string.append(takes('\\') ? escaped(place) : text.charAt(next++));
        }
        next++;
        return string.toString();
    }

    private void requirePrintable(Place place) {
        if (peek() < ' ') {
            throw wrong(place, "has " + found() + " in a text");
        }
    }

    private char escaped(Place place) {
        int escape = "\"\\/bfnrtu".indexOf(peek());
        if (escape < 0 || next == text.length()) {
            throw wrong(place, "has an unknown escape in a text");
        }
        next++;
        return escape < 8 ? "\"\\/\b\f\n\r\t".charAt(escape) : hexadecimal(place);
    }

    private char hexadecimal(Place place) {
        int code = 0;
        for (int i = 0; i < 4; i++) {
            int digit = peek() < 128 ? Character.digit(peek(), 16) : -1;
            if (digit < 0) {
                throw wrong(place, "has an unknown escape in a text");
            }
            code = code << 4 | digit;
            next++;
        }
        return (char) code;
    }

    private void skipBlanks() {
        while (next < text.length()) {
            switch (text.charAt(next)) {
                case '\n' -> line++;
                case ' ', '\t', '\r' -> {}
                default -> {
                    return;
                }
            }
            next++;
        }
    }

    /** The next character, or 0 at the end of the text: 0 is none that JSON allows. */
    private char peek() {
        return next < text.length() ? text.charAt(next) : 0;
    }

    private boolean takes(char wanted) {
        if (peek() != wanted) {
            return false;
        }
        next++;
        return true;
    }

    private boolean takes(String word) {
        if (!text.startsWith(word, next)) {
            return false;
        }
        next += word.length();
        return true;
    }

    private void require(Place place, char wanted) {
        if (peek() != wanted) {
            throw wrong(place, "has " + found() + " where '" + wanted + "' belongs");
        }
    }

    private ModelFormatException unexpected(Place place) {
        return wrong(place, "has " + found() + " where a value belongs");
    }

    private String found() {
        if (next >= text.length()) {
            return "the end of the text";
        }
        char found = text.charAt(next);
        return found < ' ' ? "the character " + (int) found : "'" + found + "'";
    }

    private ModelFormatException wrong(Place place, String what) {
        return place.movedTo(line).damaged(what);
    }
}
